/** The files in which the raw results stand. */
@NullMarked
package io.github.windsock.benchmarks.csv;

import org.jspecify.annotations.NullMarked;
