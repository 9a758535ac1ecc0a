/**
 * The write side of the journal, the one wait and the fence. Not for users: it may change in any release.
 *
 * <p>A {@link io.github.windsock.journal.internal.Recorder} is the journal as those see it who write to it; each party has its
 * {@link io.github.windsock.journal.internal.PartyLog} there.
 */
@NullMarked
package io.github.windsock.journal.internal;

import org.jspecify.annotations.NullMarked;
