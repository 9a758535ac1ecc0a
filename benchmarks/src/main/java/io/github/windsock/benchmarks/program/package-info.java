/** The echo server as a program: how soon it listens, what memory it takes, how much it echoes, beside its peers. */
@NullMarked
package io.github.windsock.benchmarks.program;

import org.jspecify.annotations.NullMarked;
