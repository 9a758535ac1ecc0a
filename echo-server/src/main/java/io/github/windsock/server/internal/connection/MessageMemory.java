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
 * The memory for the messages of all connections of a server: incomplete ones, those that are not handled yet, and
 * those that wait to be written.
 *
 * <p>When it is used up, the connection that holds the most is closed and accepts no more messages, until there is
 * enough memory. A closing connection may still hold bytes that its client does not read. If all closing connections
 * together exceed the same limit, they are reset. Each connection always gets a small share, so that large senders do
 * not affect small ones.
 */
final class MessageMemory {
    /** The number of bytes that each connection may always hold. */
    static final int SHARE = 16 * 1024;

    private final long limit;
    private final Set<Account> accounts = new LinkedHashSet<>(); // guarded by this
    private long openBytes; // guarded by this; held by connections that are not closing
    private long closingBytes; // guarded by this; held by closing connections

    MessageMemory(long limit) {
        this.limit = limit;
    }

    /**
     * A connection that can be closed to free its memory. The methods are called on any thread while other locks are
     * held, so they must only schedule the work.
     */
    interface Holder {

        /** Closes the connection and accepts no more messages. */
        void closeLater();

        /** Resets the connection. */
        void resetLater();
    }

    Account open(Holder holder) {
        Account account = new Account(holder);
        synchronized (this) {
            accounts.add(account);
        }
        return account;
    }

    /** The memory that one connection holds. */
    final class Account implements PayloadMemory {
        private final Holder holder;

        // Guarded by the shared memory.
        private long reading; // the frame that is being read
        private long handling; // the frames of a message, until its last one has been handled
        private boolean isWhole;
        private long writing; // may be the same bytes as handling, in an echo
        private boolean isClosing;
        private boolean isReset; // or ended: it no longer counts
        private long total; // what it holds

        private Account(Holder holder) {
            this.holder = holder;
        }

        @Override
        public void hold(long bytes) throws ProtocolViolation {
            List<Runnable> tasks = new ArrayList<>();
            boolean granted;
            synchronized (MessageMemory.this) {
                if (isAlwaysGranted(bytes)) {
                    change(bytes, handling, isWhole, writing);
                    return;
                }
                granted = freeMemory(this, bytes - reading, tasks);
                if (granted) {
                    change(bytes, handling, isWhole, writing);
                } else {
                    startClosing();
                }
            }
            run(tasks);
            if (!granted) {
                throw usedUp();
            }
        }

        /**
         * Tells whether to grant it without a check: nothing more is asked, it is within the share, or it is skipped
         * soon.
         */
        private boolean isAlwaysGranted(long bytes) {
            return bytes <= reading || total - reading + bytes <= SHARE || isClosing;
        }

        private void startClosing() {
            isClosing = true;
            openBytes -= total;
            closingBytes += total;
        }

        /** Moves a frame that was read to the message that is being handled. */
        void startHandling(long bytes, boolean isLast) {
            synchronized (MessageMemory.this) {
                change(0, handling + bytes, isLast, writing);
            }
        }

        /** Releases a whole message that was handled. */
        void releaseHandled() {
            synchronized (MessageMemory.this) {
                change(reading, isWhole ? 0 : handling, isWhole, writing);
            }
        }

        /** Releases everything that was read. */
        void releaseRead() {
            synchronized (MessageMemory.this) {
                change(0, 0, isWhole, writing);
            }
        }

        /** Counts bytes to write. They exist already, so they cannot be refused. */
        void queue(long bytes) {
            List<Runnable> tasks = new ArrayList<>();
            synchronized (MessageMemory.this) {
                change(reading, handling, isWhole, writing + bytes);
                if (total <= SHARE || isClosing) {
                    return;
                }
                if (!freeMemory(this, 0, tasks)) {
                    startClosing();
                    tasks.add(holder::closeLater);
                }
            }
            run(tasks);
        }

        private void run(List<Runnable> tasks) {
            for (Runnable task : tasks) {
                task.run();
            }
        }

        void written(long bytes) {
            synchronized (MessageMemory.this) {
                change(reading, handling, isWhole, writing - bytes);
            }
        }

        /** Releases everything, since the connection has ended. */
        void close() {
            synchronized (MessageMemory.this) {
                change(0, 0, isWhole, 0);
                accounts.remove(this);
                isReset = true;
            }
        }

        /**
         * Called under the lock. Takes values instead of a lambda, because it runs for each frame. The journal keeps
         * copies of an incomplete message too, up to its limit, in both directions.
         */
        private void change(long newReading, long newHandling, boolean newIsWhole, long newWriting) {
            long copies = newIsWhole ? 0 : 2 * Math.min(newHandling, Journal.WHOLE_PAYLOAD_BYTES);
            long newTotal = newReading + Math.max(newHandling, newWriting) + copies;
            count(newTotal - total);
            total = newTotal;
            reading = newReading;
            handling = newHandling;
            isWhole = newIsWhole;
            writing = newWriting;
        }

        private void count(long more) {
            if (isReset) {
                return;
            }
            if (isClosing) {
                closingBytes += more;
            } else {
                openBytes += more;
            }
        }
    }

    /**
     * Frees memory for more bytes of an account by closing connections that hold more than it.
     *
     * @return whether there is enough now; if not, the account itself holds the most
     */
    private boolean freeMemory(Account one, long more, List<Runnable> tasks) {
        while (openBytes + more > limit) {
            Account most = most(account -> !account.isClosing).orElse(one);
            if (most == one || most.total < one.total + more) {
                return false;
            }
            most.startClosing();
            tasks.add(most.holder::closeLater);
        }
        while (closingBytes > limit) {
            most(account -> account.isClosing && !account.isReset).ifPresent(most -> {
                closingBytes -= most.total;
                most.isReset = true;
                tasks.add(most.holder::resetLater);
            });
        }
        return true;
    }

    private Optional<Account> most(Predicate<Account> which) {
        return accounts.stream().filter(which).max(Comparator.comparingLong(account -> account.total));
    }

    /** Returns the refusal for a connection that accepts no more messages. */
    ProtocolViolation usedUp() {
        return ProtocolViolation.noMemory(
                "the messages of all connections need more than " + Text.bytes(limit)
                        + ", and this one's take the most",
                limit);
    }
}
