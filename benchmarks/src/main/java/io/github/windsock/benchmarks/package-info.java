/** Measures Windsock and its alternatives; generates {@code docs/figures.md}. */
@NullMarked
package io.github.windsock.benchmarks;

import org.jspecify.annotations.NullMarked;
