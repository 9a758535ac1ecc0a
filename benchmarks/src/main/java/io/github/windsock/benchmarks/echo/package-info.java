/** Echo servers under load, idle, and in great number. */
@NullMarked
package io.github.windsock.benchmarks.echo;

import org.jspecify.annotations.NullMarked;
