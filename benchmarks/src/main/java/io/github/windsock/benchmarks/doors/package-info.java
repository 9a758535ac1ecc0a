/** Many servers in one JVM. */
@NullMarked
package io.github.windsock.benchmarks.doors;

import org.jspecify.annotations.NullMarked;
