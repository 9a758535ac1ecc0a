/** Echo servers under load, and with idle connections. */
@NullMarked
package io.github.windsock.benchmarks.echo;

import org.jspecify.annotations.NullMarked;
