/** The cost of one entry of the journal (JMH). */
@NullMarked
package io.github.windsock.benchmarks.recording;

import org.jspecify.annotations.NullMarked;
