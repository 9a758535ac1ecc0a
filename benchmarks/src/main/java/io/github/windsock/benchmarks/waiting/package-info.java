/** The time from a change to the end of a wait for it. */
@NullMarked
package io.github.windsock.benchmarks.waiting;

import org.jspecify.annotations.NullMarked;
