/**
 * The journal: everything that happened on the sockets of a test, in one order.
 *
 * <p>Most users need only {@link io.github.windsock.journal.Journal}, its {@link io.github.windsock.journal.Entry
 * entries} and their {@link io.github.windsock.journal.Event events}. The write side is in the package {@code
 * internal}.
 */
@NullMarked
package io.github.windsock.journal;

import org.jspecify.annotations.NullMarked;
