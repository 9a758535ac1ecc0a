/**
 * Sessions: they connect a link with a behavior and record everything in the journal. Internal: it may change in any
 * release.
 */
@NullMarked
package io.github.windsock.server.internal.session;

import org.jspecify.annotations.NullMarked;
