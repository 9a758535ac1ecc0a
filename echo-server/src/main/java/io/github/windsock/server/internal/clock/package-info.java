/**
 * Runs later what behaviors have planned: by the engine's timer, or when a test says that time has passed. Not for users, and
 * it may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.clock;

import org.jspecify.annotations.NullMarked;
