package io.github.windsock.standalone.http;

import io.github.windsock.journal.Entry;
import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.standalone.log.Follower;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Counters for {@code /metrics}, in the text format of Prometheus. */
public final class Metrics implements Follower.Reader {
    private final LongAdder attempts = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder missed = new LongAdder();

    void attempted() {
        attempts.increment();
    }

    void refused() {
        refused.increment();
    }

    @Override
    public void read(Entry entry) {
        switch (entry.event().kind()) {
            case RECEIVED -> received.increment();
            case SENT -> sent.increment();
            case CLOSED -> closed.increment();
            default -> {}
        }
    }

    @Override
    public void missed(long count) {
        missed.add(count);
    }

    FilterResult reply(int connections) {
        return PageReply.status(200)
                .body(
                        "text/plain",
                        counter("attempts", "Attempts to connect.", attempts.sum())
                                + counter("refused", "Requests that were turned away.", refused.sum())
                                + counter("messages_received", "Whole messages from clients.", received.sum())
                                + counter("messages_sent", "Whole messages to clients.", sent.sum())
                                + counter("connections_closed", "Connections that have ended.", closed.sum())
                                + counter(
                                        "log_missed",
                                        "Events that came too fast to be logged or counted.",
                                        missed.sum())
                                + "# HELP windsock_tcp_connections TCP connections that are open.\n"
                                + "# TYPE windsock_tcp_connections gauge\n"
                                + "windsock_tcp_connections " + connections + "\n")
                .verdict();
    }

    private static String counter(String name, String help, long value) {
        return String.format(
                        Locale.ROOT,
                        "# HELP windsock_%s_total %s%n# TYPE windsock_%s_total counter%nwindsock_%s_total %d%n",
                        name,
                        help,
                        name,
                        name,
                        value)
                .replace("\r\n", "\n");
    }
}
