/** The files of the raw results. */
@NullMarked
package io.github.windsock.benchmarks.csv;

import org.jspecify.annotations.NullMarked;
