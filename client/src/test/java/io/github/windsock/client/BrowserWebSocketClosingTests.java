package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.ReadyState;
import io.github.windsock.client.WireServer.Peer;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.testkit.Gate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a page closes its socket, and what it then tells of the end. */
class BrowserWebSocketClosingTests {
    private final BrowserPage page = BrowserPage.create();

    @AfterEach
    void close_the_page() {
        page.close();
    }

    @Test
    void sends_no_second_close_frame_when_the_servers_was_answered() throws Exception {
        try (WireServer server = new WireServer()) {
            Trace trace = new Trace();
            BrowserWebSocket socket = page.open(server.url(), trace);
            try (Peer peer = server.accept()) {
                peer.open();
                Await.open(socket);
                Gate gate = new Gate();
                page.run(() -> {
                    gate.pass();
                    assertEquals(ReadyState.OPEN, socket.readyState());
                    socket.close(3000, "mine");
                });
                gate.awaitReached();
                peer.close(4000, "theirs");
                assertEquals(4000, peer.read().code());
                gate.open();
                peer.awaitEndAfterFin();
                assertEquals(List.of("1 open", "3 close 4000 \"theirs\" wasClean=true"), trace.whole());
            }
        }
    }

    @Test
    void shows_the_code_of_the_server() throws Exception {
        close("8802 0fa1", false, "3 close 4001 \"\" wasClean=true");
    }

    @Test
    void shows_1005_for_an_empty_answer() throws Exception {
        close("8800", false, "3 close 1005 \"\" wasClean=true");
    }

    @Test
    void fails_when_the_server_ends_tcp_without_an_answer() throws Exception {
        close("", false, "3 error, 3 close 1006 \"\" wasClean=false");
    }

    @Test
    void fails_when_the_server_resets() throws Exception {
        close("", true, "3 error, 3 close 1006 \"\" wasClean=false");
    }

    @Test
    void drops_messages_on_the_way() throws Exception {
        close("810178 8802 0fa1", false, "3 close 4001 \"\" wasClean=true");
    }

    @Test
    void fails_on_a_violation_on_the_way() throws Exception {
        close("8300", false, "3 error, 3 close 1006 \"\" wasClean=false");
    }

    private void close(String answer, boolean reset, String expected) throws Exception {
        try (WireServer server = new WireServer()) {
            Trace trace = new Trace();
            BrowserWebSocket socket = page.open(server.url(), trace);
            try (Peer peer = server.accept()) {
                peer.open();
                Await.open(socket);
                socket.close(3005, "bye");
                assertEquals(ReadyState.CLOSING, socket.readyState());
                socket.close(1000, "ignored");
                assertEquals(3005, peer.read().code());
                peer.hex(answer);
                if (reset) {
                    peer.reset();
                } else {
                    peer.fin();
                }
                assertEquals("1 open, " + expected, String.join(", ", trace.whole()));
            }
        }
    }

    @Test
    void does_not_wait_for_ever_for_a_server_that_never_answers() throws Exception {
        try (WireServer server = new WireServer();
                BrowserPage hasty = BrowserPage.builder()
                        .closeTimeout(Duration.ofMillis(50))
                        .build()) {
            Trace trace = new Trace();
            BrowserWebSocket socket = hasty.open(server.url(), trace);
            try (Peer peer = server.accept()) {
                peer.open();
                Await.open(socket);
                socket.close();
                assertEquals(List.of("1 open", "3 close 1006 \"\" wasClean=false"), trace.whole());
                assertEquals(
                        "no Close frame arrived: the server did not answer the Close frame within 50 ms",
                        PartyLog.of(Await.closed(socket))
                                .closing()
                                .orElseThrow()
                                .event()
                                .why());
            }
        }
    }

    @Test
    void while_connecting_gives_up() throws Exception {
        try (WireServer server = new WireServer()) {
            Trace trace = new Trace();
            AtomicReference<ReadyState> after = new AtomicReference<>();
            page.run(() -> {
                BrowserWebSocket socket = page.open(server.url(), trace);
                socket.close(3005, "never mind");
                after.set(socket.readyState());
            });
            assertEquals(List.of("3 error", "3 close 1006 \"\" wasClean=false"), trace.whole());
            assertEquals(ReadyState.CLOSING, after.get());
        }
    }

    @Test
    void while_waiting_for_another_socket_to_connect_gives_up() throws Exception {
        try (WireServer server = new WireServer()) {
            Trace first = new Trace();
            Trace second = new Trace();
            BrowserWebSocket connecting = page.open(server.url(), first);
            page.open(server.url(), second).close();
            assertEquals(List.of("3 error", "3 close 1006 \"\" wasClean=false"), second.whole());
            assertEquals(ReadyState.CONNECTING, connecting.readyState());
        }
    }
}
