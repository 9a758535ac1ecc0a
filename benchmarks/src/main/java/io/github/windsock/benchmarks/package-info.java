/** Measures what Windsock claims, beside what a user would pick instead; writes {@code docs/figures.md}. */
@NullMarked
package io.github.windsock.benchmarks;

import org.jspecify.annotations.NullMarked;
