/** The echo server as a program, compared with its peers: start, memory and throughput. */
@NullMarked
package io.github.windsock.benchmarks.program;

import org.jspecify.annotations.NullMarked;
