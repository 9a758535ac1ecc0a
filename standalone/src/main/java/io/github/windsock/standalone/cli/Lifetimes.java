package io.github.windsock.standalone.cli;

import io.github.windsock.Handshake;
import io.github.windsock.journal.Entry;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.standalone.log.Follower;
import io.github.windsock.standalone.text.Values;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Ends connections that have lived, or have been without a message, for longer than they may. */
final class Lifetimes implements Follower.Reader, AutoCloseable {
    private static final int GOING_AWAY = 1001;
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final EchoServer server;
    private final Duration idle;
    private final Duration life;
    private final LongSupplier clock;
    private final Map<String, Life> lives = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread thread = new Thread(task, "windsock-lifetimes");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy()); // once closed, all connections end without it

    /** One connection's: when it began, and when the last message came or went. */
    private static final class Life {
        private final long begin;
        private volatile long last;

        Life(long now) {
            this.begin = now;
            this.last = now;
        }
    }

    /**
     * Makes it.
     *
     * @param server whose connections are looked at
     * @param idle the longest time without a message, zero for ever
     * @param life the longest time at all, zero for ever
     * @param clock in nanoseconds
     */
    Lifetimes(EchoServer server, Duration idle, Duration life, LongSupplier clock) {
        this.server = server;
        this.idle = idle;
        this.life = life;
        this.clock = clock;
    }

    @Override
    public void read(Entry entry) {
        switch (entry.event().kind()) {
            case ANSWER ->
                entry.event()
                        .handshake()
                        .map(Handshake::status)
                        .filter(status -> status == 101)
                        .ifPresent(opened -> begin(entry.party()));
            case RECEIVED, SENT -> {
                Life of = lives.get(entry.party());
                if (of != null) {
                    of.last = clock.getAsLong();
                }
            }
            case CLOSED -> lives.remove(entry.party());
            default -> {}
        }
    }

    /** What was missed may have been a message of any connection. */
    @Override
    public void missed(long count) {
        long now = clock.getAsLong();
        lives.values().forEach(each -> each.last = now);
        server.connections().stream()
                .map(ServerConnection::ledger)
                .filter(ledger -> !ledger.isOver())
                .forEach(ledger -> begin(ledger.name()));
    }

    private void begin(String party) {
        if (lives.putIfAbsent(party, new Life(clock.getAsLong())) == null) {
            look(party);
        }
    }

    /** Ends a connection whose time has come, or looks again when it may have. */
    void look(String party) {
        Life of = lives.get(party);
        if (of == null) {
            return; // it has ended
        }
        long now = clock.getAsLong();
        long idleLeft = left(idle, of.last, now);
        long lifeLeft = left(life, of.begin, now);
        if (idleLeft <= 0) {
            end(party, "no message for " + Values.show(idle));
        } else if (lifeLeft <= 0) {
            end(party, "open for " + Values.show(life));
        } else {
            lookAgain(party, Math.min(idleLeft, lifeLeft));
        }
    }

    private void lookAgain(String party, long nanos) {
        var unused = timer.schedule(() -> look(party), nanos, TimeUnit.NANOSECONDS);
    }

    private static long left(Duration limit, long since, long now) {
        return limit.isZero() ? Long.MAX_VALUE : limit.toNanos() - (now - since);
    }

    /** The journal tells of a connection a little before the server lists it. */
    private void end(String party, String why) {
        Optional<ServerConnection> connection = server.connections().stream()
                .filter(each -> each.ledger().name().equals(party))
                .findFirst();
        if (connection.isPresent()) {
            lives.remove(party);
            connection.get().close(GOING_AWAY, why);
        } else {
            lookAgain(party, MOMENT_NANOS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
