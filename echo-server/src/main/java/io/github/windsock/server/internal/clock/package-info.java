/**
 * The timers of behaviors: in real time, or on a clock that the test advances. Internal: it may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.clock;

import org.jspecify.annotations.NullMarked;
