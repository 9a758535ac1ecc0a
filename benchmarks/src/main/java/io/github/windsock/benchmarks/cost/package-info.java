/** The cost of a test, variant by variant, each in a fresh JVM. */
@NullMarked
package io.github.windsock.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
