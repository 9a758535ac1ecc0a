/**
 * The journal: what happened on the sockets of a test, in one order, and the one way to wait for it.
 *
 * <p>Users read a {@link io.github.windsock.journal.Journal} and its {@link io.github.windsock.journal.Entry entries}.
 * {@link io.github.windsock.journal.PartyLog} and {@link io.github.windsock.journal.Events} are for those who write to it.
 */
@NullMarked
package io.github.windsock.journal;

import org.jspecify.annotations.NullMarked;
