package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.engine.ConnectionHandler;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.handshake.ConnectionLog;
import io.github.windsock.server.internal.handshake.HandshakeResponder;
import io.github.windsock.server.internal.handshake.Outages;
import io.github.windsock.server.internal.session.ServerSessions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** An outage on a port that cannot be reserved, or cannot listen again, leaves everything as it was. */
class FailedOutageTests {
    private final Recorder journal = Recorder.create();
    private final BrokenPort port = new BrokenPort();
    private final Outages outages = new Outages(
            journal,
            port,
            new HandshakeResponder(port, ServerContexts.of(journal, Duration.ofSeconds(1)), new ConnectionLog(1)),
            new ServerSessions());

    /** Fails as long as it is broken. */
    private static final class BrokenPort implements ListeningPort {
        private boolean isBroken;
        private boolean isBrokenLate;

        private void requireWhole() throws IOException {
            if (isBroken) {
                throw new IOException("no descriptors");
            }
        }

        @Override
        public void shut(Runnable reserved) throws IOException {
            requireWhole();
            reserved.run();
            if (isBrokenLate) {
                throw new IOException("no descriptors");
            }
        }

        @Override
        public void reopen(Runnable bound) throws IOException {
            requireWhole();
            bound.run();
        }

        @Override
        public int port() {
            return 4711;
        }

        @Override
        public void admit(ConnectionHandler handler) {}

        @Override
        public int connections(Predicate<InetSocketAddress> remote) {
            return 0;
        }

        @Override
        public List<String> waiting() {
            return List.of();
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("nothing is scheduled");
        }

        @Override
        public void executeBlocking(Runnable task) {
            throw new UnsupportedOperationException("nothing blocks");
        }

        @Override
        public void close() {}
    }

    private List<String> entries() {
        return journal.entries().stream()
                .map(Entry::event)
                .map(event -> event.summary() + " | " + event.detail())
                .toList();
    }

    private static String messageOf(Runnable action) {
        return assertThrows(IllegalStateException.class, action::run).getMessage();
    }

    private void assertUp() {
        assertFalse(outages.isDown());
        assertEquals("", outages.hint());
        assertEquals(Optional.empty(), journal.servers().outage(4711));
    }

    @Test
    void that_cannot_begin_has_not_begun() {
        port.isBroken = true;
        assertEquals(
                "the server cannot go down: port 4711 cannot be reserved (java.io.IOException: no descriptors), so it"
                        + " still listens; use refuse(503) or dropOnAccept() for this test, or close the server",
                messageOf(outages::begin));
        assertUp();
        assertEquals(List.of(), entries());

        port.isBroken = false;
        outages.begin();
        assertTrue(outages.isDown());
        assertEquals(List.of("down | EchoServer.goDown()"), entries());
    }

    @Test
    void that_breaks_off_is_over() {
        port.isBrokenLate = true;
        messageOf(outages::begin);
        assertUp();
        assertEquals(List.of("down | EchoServer.goDown()", "up again | goDown() failed"), entries());
    }

    @Test
    void that_cannot_end_goes_on() {
        outages.begin();
        port.isBroken = true;
        assertEquals(
                "the server cannot come back: it cannot listen on port 4711 (java.io.IOException: no descriptors), so"
                        + " it is still down; call comeBack() again, or close the server and start another one",
                messageOf(outages::end));
        assertTrue(outages.isDown());
        assertEquals(
                Optional.of("the server is down, by EchoServer.goDown()"),
                journal.servers().outage(4711));
        assertEquals(List.of("down | EchoServer.goDown()"), entries());

        port.isBroken = false;
        outages.end();
        assertUp();
        assertEquals(List.of("down | EchoServer.goDown()", "up again | EchoServer.comeBack()"), entries());
    }
}
