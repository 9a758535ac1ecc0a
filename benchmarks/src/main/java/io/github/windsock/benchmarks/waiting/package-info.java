/** How long after a change a waiting test goes on. */
@NullMarked
package io.github.windsock.benchmarks.waiting;

import org.jspecify.annotations.NullMarked;
