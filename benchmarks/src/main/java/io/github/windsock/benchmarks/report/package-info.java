/** The page of figures, generated from the raw results only. */
@NullMarked
package io.github.windsock.benchmarks.report;

import org.jspecify.annotations.NullMarked;
