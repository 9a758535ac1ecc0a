package io.github.windsock.standalone.cli;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.standalone.log.Follower;
import io.github.windsock.standalone.text.Values;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Closes connections that are open, or without a message, for longer than allowed. */
final class Lifetimes implements Follower.Reader, AutoCloseable {
    private static final int GOING_AWAY = 1001;
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final EchoServer server;
    private final Duration idle;
    private final Duration life;
    private final LongSupplier clock;
    private final Map<Integer, Life> lives = new ConcurrentHashMap<>();
    private volatile long read = -1; // the last entry that was
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread thread = new Thread(task, "windsock-lifetimes");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor
                    .DiscardPolicy()); // tasks after the close are dropped, since all connections end then

    /** The times of one connection: its beginning, and its last message. */
    private static final class Life {
        private final long begin;
        private volatile long last;
        private volatile long counted = -1; // the last entry that was counted before it was read
        private volatile boolean isOpen;
        private Future<?> nextCheck = CompletableFuture.completedFuture(null); // guarded by this

        Life(long now) {
            this.begin = now;
            this.last = now;
        }

        void opened(long now) {
            last = now;
            isOpen = true;
        }

        synchronized void nextCheck(Future<?> check) {
            nextCheck.cancel(false);
            nextCheck = check;
        }
    }

    /**
     * Creates the limits; they apply once the journal is read.
     *
     * @param server the server of the connections
     * @param idle the longest time without a message, zero for no limit
     * @param life the longest time that a connection may be open, zero for no limit
     * @param clock the time in nanoseconds
     */
    Lifetimes(EchoServer server, Duration idle, Duration life, LongSupplier clock) {
        this.server = server;
        this.idle = idle;
        this.life = life;
        this.clock = clock;
    }

    @Override
    public void read(Entry entry) {
        apply(entry);
        read = entry.sequence();
    }

    private void apply(Entry entry) {
        switch (entry.event().kind()) {
            case ATTEMPT -> begin(entry.number());
            case ANSWER -> answered(entry);
            case RECEIVED, SENT -> {
                Life of = lives.get(entry.number());
                if (of != null) {
                    of.last = clock.getAsLong();
                }
            }
            default -> {
                if (entry.state().filter(state -> state == ReadyState.CLOSED).isPresent()) {
                    lives.remove(entry.number()); // also for an attempt without an answer
                }
            }
        }
    }

    private void answered(Entry entry) {
        boolean isOpen =
                entry.event().handshake().filter(shake -> shake.status() == 101).isPresent();
        Life of = lives.get(entry.number());
        if (!isOpen) {
            lives.remove(entry.number());
        } else if (of != null) {
            of.opened(clock.getAsLong());
            check(entry.number());
        }
    }

    /** Resets the idle time of all connections, since a missed entry may have been a message of any of them. */
    @Override
    public void missed(long count) {
        long now = clock.getAsLong();
        server.attempts().stream()
                .filter(attempt -> attempt.end().isEmpty())
                .forEach(attempt -> begin(attempt.number()));
        lives.values().forEach(each -> each.last = now);
        for (ServerConnection connection : server.connections()) {
            Life of = lives.get(connection.number());
            if (of != null) {
                of.opened(now);
                check(connection.number());
            }
        }
    }

    private void begin(int number) {
        if (lives.putIfAbsent(number, new Life(clock.getAsLong())) == null) {
            check(number);
        }
    }

    /** Closes a connection whose time is over, or schedules the next check. */
    void check(int number) {
        Life of = lives.get(number);
        if (of == null) {
            return; // the connection has ended
        }
        long now = clock.getAsLong();
        if (left(idle, of.last, now) <= 0 && hasUnreadMessage(number, of)) {
            of.last = now;
        }
        long idleLeft = of.isOpen ? left(idle, of.last, now) : Long.MAX_VALUE;
        long lifeLeft = left(life, of.begin, now);
        if (idleLeft <= 0) {
            end(number, "no message for " + Values.show(idle));
        } else if (lifeLeft <= 0) {
            end(number, "open for " + Values.show(life));
        } else if (idleLeft < Long.MAX_VALUE || lifeLeft < Long.MAX_VALUE) {
            checkAgain(number, Math.min(idleLeft, lifeLeft));
        }
    }

    /**
     * Tells whether there is a message that has not been read and was not counted yet, or may be one among dropped
     * entries. The reader is late in a flood, and waits if nobody takes the output of the log.
     */
    private boolean hasUnreadMessage(int number, Life of) {
        long newest = -1;
        long before = read;
        for (Entry entry : server.journal().entriesAfter(before)) {
            if (entry.sequence() > before + 1) {
                newest = entry.sequence() - 1;
            }
            if (entry.number() == number && isMessage(entry)) {
                newest = entry.sequence();
            }
            before = entry.sequence();
        }
        boolean isNew = newest > of.counted;
        of.counted = Math.max(newest, of.counted);
        return isNew;
    }

    private static boolean isMessage(Entry entry) {
        return entry.event().kind() == Event.Kind.RECEIVED || entry.event().kind() == Event.Kind.SENT;
    }

    private void checkAgain(int number, long nanos) {
        Life of = lives.get(number);
        if (of != null) {
            of.nextCheck(timer.schedule(() -> check(number), nanos, TimeUnit.NANOSECONDS));
        }
    }

    private static long left(Duration limit, long since, long now) {
        return limit.isZero() ? Long.MAX_VALUE : limit.toNanos() - (now - since);
    }

    /**
     * Closes a connection, or resets an attempt without an answer. Checks again if there is neither: the journal
     * records a connection shortly before the server lists it.
     */
    private void end(int number, String why) {
        Optional<ServerConnection> connection = server.connections().stream()
                .filter(each -> each.number() == number)
                .findFirst();
        if (connection.isPresent()) {
            lives.remove(number);
            connection.get().close(GOING_AWAY, why);
        } else {
            server.attempts().stream().filter(each -> each.number() == number).forEach(Attempt::reset);
            checkAgain(number, MOMENT_NANOS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
