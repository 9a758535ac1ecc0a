/**
 * The journal: what happened on the sockets of a test, in one order.
 *
 * <p>Users read a {@link io.github.windsock.journal.Journal}, its {@link io.github.windsock.journal.Entry entries} and their
 * {@link io.github.windsock.journal.Event events}, and seldom need more. Who writes to it is in the internal package below.
 */
@NullMarked
package io.github.windsock.journal;

import org.jspecify.annotations.NullMarked;
