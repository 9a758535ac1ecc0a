/** The cost of a fault, compared with a plain echo. */
@NullMarked
package io.github.windsock.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
