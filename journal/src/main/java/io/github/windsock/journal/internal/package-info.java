/**
 * The write side of the journal, the wait and the fence. Internal: it may change in any release.
 *
 * <p>A {@link io.github.windsock.journal.internal.Recorder} implements the journal and has a
 * {@link io.github.windsock.journal.internal.PartyLog} for each party.
 */
@NullMarked
package io.github.windsock.journal.internal;

import org.jspecify.annotations.NullMarked;
