/** What a test of a fault costs, beside one of a plain echo. */
@NullMarked
package io.github.windsock.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
