/** Many servers in one JVM. */
@NullMarked
package io.github.windsock.benchmarks.ports;

import org.jspecify.annotations.NullMarked;
