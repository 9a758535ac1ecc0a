package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.PayloadMemory;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.journal.Journal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The memory that all connections of a server share for messages: for those that have not come whole or are not dealt
 * with, and for what waits to be written.
 *
 * <p>When it is used up, the connection that holds the most is closed and takes no more messages, until there is
 * enough again. One that has been told to go may still hold what it does not read; what all such hold is bounded too,
 * by as much again: beyond that they are cut off. A small share is everybody's, so that the greed of some does not harm
 * those that send little.
 */
final class MessageMemory {
    /** What each connection has in any case. */
    static final int SHARE = 16 * 1024;

    private final long limit;
    private final Set<Account> accounts = new LinkedHashSet<>(); // guarded by this
    private long staying; // guarded by this; what those hold who have not been told to go
    private long leaving; // guarded by this; what the others hold

    MessageMemory(long limit) {
        this.limit = limit;
    }

    /**
     * A connection that may be closed for its memory. Both are called on any thread, within locks of others, so they
     * only order it.
     */
    interface Holder {

        /** Is to take no message any more, since there is no memory for it. */
        void tellToGo();

        /** Is to be cut off at once. */
        void cutOff();
    }

    Account open(Holder holder) {
        Account account = new Account(holder);
        synchronized (this) {
            accounts.add(account);
        }
        return account;
    }

    /** What one connection holds. */
    final class Account implements PayloadMemory {
        private final Holder holder;

        // All guarded by the memory of all.
        private long reading; // a frame
        private long handedOn; // the frames of a message, until its last one has been dealt with
        private boolean isWhole;
        private long writing; // what may be the same as has been handed on
        private boolean isLeaving;
        private boolean isCutOff; // or over: it counts no more

        private Account(Holder holder) {
            this.holder = holder;
        }

        @Override
        public void hold(long bytes) throws ProtocolViolation {
            List<Runnable> orders = new ArrayList<>();
            boolean granted;
            synchronized (MessageMemory.this) {
                granted = isEverybodys(bytes) || makeRoom(this, bytes - reading, orders);
                if (granted) {
                    change(() -> reading = bytes);
                } else {
                    leave();
                }
            }
            orders.forEach(Runnable::run);
            if (!granted) {
                throw usedUp();
            }
        }

        /** Returns whether nobody asks: there is no more, it is the share of each, or it is skipped soon. */
        private boolean isEverybodys(long bytes) {
            return bytes <= reading || total() - reading + bytes <= SHARE || isLeaving;
        }

        private void leave() {
            isLeaving = true;
            staying -= total();
            leaving += total();
        }

        /** A frame is handed on. */
        void handOn(long bytes, boolean isLast) {
            change(() -> {
                reading = 0;
                handedOn += bytes;
                isWhole = isLast;
            });
        }

        /** A whole message that has been handed on is not needed any more. */
        void dealtWith() {
            change(() -> handedOn = isWhole ? 0 : handedOn);
        }

        /** Takes no message any more: what had come is gone. */
        void letGo() {
            change(() -> {
                reading = 0;
                handedOn = 0;
            });
        }

        /** Something is queued: it is there already, so it cannot be refused. */
        void queue(long bytes) {
            List<Runnable> orders = new ArrayList<>();
            synchronized (MessageMemory.this) {
                change(() -> writing += bytes);
                if (total() > SHARE && !isLeaving && !makeRoom(this, 0, orders)) {
                    leave();
                    orders.add(holder::tellToGo);
                }
            }
            orders.forEach(Runnable::run);
        }

        void written(long bytes) {
            change(() -> writing -= bytes);
        }

        /** The connection is over. */
        void close() {
            letGo();
            synchronized (MessageMemory.this) {
                change(() -> writing = 0);
                accounts.remove(this);
                isCutOff = true;
            }
        }

        private void change(Runnable change) {
            synchronized (MessageMemory.this) {
                long before = total();
                change.run();
                count(total() - before);
            }
        }

        private void count(long more) {
            if (isCutOff) {
                return;
            }
            if (isLeaving) {
                leaving += more;
            } else {
                staying += more;
            }
        }

        /** A message of which more is to come is also in the journal's hands, at most up to what that keeps, in both directions. */
        private long total() {
            long copies = isWhole ? 0 : 2 * Math.min(handedOn, Journal.WHOLE_PAYLOAD_BYTES);
            return reading + Math.max(handedOn, writing) + copies;
        }
    }

    /**
     * Sees to it that there is so much more for one, at the cost of those who hold more than it.
     *
     * @return whether there is; if not, it holds the most itself
     */
    private boolean makeRoom(Account one, long more, List<Runnable> orders) {
        while (staying + more > limit) {
            Account most = most(account -> !account.isLeaving).orElse(one);
            if (most == one || most.total() < one.total() + more) {
                return false;
            }
            most.leave();
            orders.add(most.holder::tellToGo);
        }
        while (leaving > limit) {
            most(account -> account.isLeaving && !account.isCutOff).ifPresent(most -> {
                leaving -= most.total();
                most.isCutOff = true;
                orders.add(most.holder::cutOff);
            });
        }
        return true;
    }

    private Optional<Account> most(Predicate<Account> which) {
        return accounts.stream().filter(which).max(Comparator.comparingLong(Account::total));
    }

    /** Returns the failure of a connection that takes no more messages. */
    ProtocolViolation usedUp() {
        return ProtocolViolation.noMemory(
                "the messages of all connections need more than " + Text.bytes(limit)
                        + ", and this one's take the most",
                limit);
    }
}
