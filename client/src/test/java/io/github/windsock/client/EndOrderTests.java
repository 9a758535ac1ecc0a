package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.client.WireServer.Peer;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.testkit.Gate;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page does while its socket ends on the engine's thread. The bad order is made certain. */
class EndOrderTests {
    private final WireServer server = new WireServer();
    private final BrowserPage page = BrowserPage.create();

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    private static List<String> summaries(BrowserWebSocket socket) {
        return PartyLog.of(socket).entries().stream()
                .map(Entry::event)
                .map(event -> event.kind() + " " + event.summary() + " | " + event.detail())
                .toList();
    }

    /**
     * The end is in the journal, so a test goes on and closes its page, before the engine's thread removes the socket
     * from the page. That thread needs the monitor that the test holds.
     */
    @Test
    void a_page_is_closed_before_it_knows_that_its_socket_has_ended() throws Exception {
        BrowserWebSocket socket = page.open(server.url());
        try (Peer peer = server.accept().open()) {
            peer.text("hello");
            Await.received(socket, 1); // so the page knows that it is connected, for which it needs the monitor too
            synchronized (page.sockets()) {
                peer.close(3005, "bye");
                peer.read();
                peer.fin();
                Await.closed(socket);
                List<String> before = summaries(socket);
                page.close();
                assertEquals("BrowserPage(no origin of its own, 1 sockets)", page.toString()); // close did not wait
                assertEquals(before, summaries(socket));
            }
        }
        assertEquals(List.of("open", "message hello", "close 3005 bye"), socket.events());
        assertThrows(PageClosedException.class, () -> page.open(server.url()));
        try (BrowserPage other = BrowserPage.create()) {
            BrowserWebSocket later = other.open(server.url());
            try (Peer peer = server.accept().open()) {
                Await.open(later); // so the engine's thread has gone on
                peer.close(1000, "");
            }
        }
        assertEquals("BrowserPage(no origin of its own, 0 sockets)", page.toString());
    }

    /** The server closes while the page is busy and does not know yet that its socket is open. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_socket_is_closed_by_its_page_after_the_server_has_closed_it(boolean isFinished) throws IOException {
        Gate gate = new Gate();
        page.run(gate::pass);
        gate.awaitReached();
        BrowserWebSocket socket = page.open(server.url());
        try (Peer peer = server.accept().open()) {
            peer.close(3005, "bye");
            assertEquals("88 3005 bye", peer.read().toString());
            if (isFinished) {
                peer.awaitEndAfterFin();
            }
            socket.close(3006, "mine");
            gate.open();
            Await.closed(socket);
            List<String> all = summaries(socket);
            assertEquals(
                    List.of(
                            "CLOSE_SENT close 3005 \"bye\" | ",
                            "NOTE close() before open | ",
                            "ERROR error | ",
                            "CLOSED close 1006 \"\" | wasClean=false, closed by the page before it was open"),
                    all.subList(2, all.size()));
            if (!isFinished) {
                peer.awaitEndAfterFin(); // no second Close frame came
            }
        }
        assertEquals(List.of("error", "close 1006"), socket.events());
    }
}
