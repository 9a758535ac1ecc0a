package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.client.WireServer.Peer;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.testkit.RawFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The closing handshake where the page, the network and the server are not in step. The page runs when the test says so. */
class ClosingTests {
    private final WireServer server = new WireServer();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Semaphore turn = new Semaphore(1);
    private final BrowserPage held =
            BrowserPage.builder().executor(this::runWhenLet).build();

    private void runWhenLet(Runnable task) {
        thread.execute(() -> {
            turn.acquireUninterruptibly();
            turn.release();
            task.run();
        });
    }

    /** From now on the page's tasks wait. A run of its loop that is not over yet would take those that come meanwhile. */
    private void hold() throws Exception {
        thread.submit(() -> {}).get();
        turn.acquire();
    }

    @AfterEach
    void end() {
        turn.release();
        held.close();
        thread.shutdown();
        server.close();
    }

    /** The page is told of the server's Close frame after the client has answered it. */
    @Test
    void nothing_is_sent_after_the_close_frame() throws Exception {
        Trace trace = new Trace();
        BrowserWebSocket socket = held.open(server.url(), trace);
        List<Long> buffered = new ArrayList<>();
        socket.addEventListener(EventType.MESSAGE, event -> {
            socket.send("reply");
            buffered.add(socket.bufferedAmount());
            socket.inspect().sendFragments(Message.text("abc"), 1);
            buffered.add(socket.bufferedAmount());
            socket.inspect().ping(Payload.ofText("p"));
        });
        hold();
        try (Peer peer = server.accept()) {
            peer.open().hex("810131 8805 03e8627965");
            RawFrame close = peer.read();
            assertEquals("1000 bye", close.code() + " " + close.reason());
            turn.release();
            peer.awaitEndAfterFin();
            assertEquals(List.of("1 open", "1 message 1", "3 close 1000 \"bye\" wasClean=true"), trace.whole());
            assertEquals(List.of(5L, 8L), buffered);
            assertEquals(8, socket.bufferedAmount());
            assertEquals(List.of("not sent \"reply\"", "not sent \"abc\"", "not sent ping 1 B: 70"), notes(socket));
        }
    }

    private static List<String> notes(BrowserWebSocket socket) {
        return PartyLog.of(socket).entries().stream()
                .map(entry -> entry.event().summary())
                .filter(note -> note.startsWith("not sent"))
                .toList();
    }

    @Test
    void a_server_that_has_accepted_a_page_that_is_gone_is_told() throws Exception {
        Trace trace = new Trace();
        BrowserWebSocket socket = held.open(server.url(), trace);
        hold();
        try (Peer peer = server.accept()) {
            peer.open().hex("8900");
            assertEquals(10, peer.read().opcode()); // so the 101 has been read before
            socket.close(3005, "x");
            assertEquals(ReadyState.CLOSING, socket.readyState());
            RawFrame close = peer.read();
            assertEquals("1001 ", close.code() + " " + close.reason());
            peer.awaitEnd();
            turn.release();
            assertEquals(List.of("3 error", "3 close 1006 \"\" wasClean=false"), trace.whole());
        }
    }

    /** The second socket's Close frame is taken and never answered: when its time is over, the first one's would be, too. */
    @Test
    void the_time_for_an_answer_begins_when_the_close_frame_is_taken() throws Exception {
        byte[] large = new byte[5 << 20];
        try (BrowserPage page =
                BrowserPage.builder().closeTimeout(Duration.ofMillis(50)).build()) {
            BrowserWebSocket unread = page.open(server.url());
            try (Peer reader = server.accept()) {
                reader.open();
                BrowserWebSocket unanswered = page.open(server.url());
                try (Peer mute = server.accept()) {
                    mute.open();
                    Await.open(unread).send(large);
                    Await.open(unanswered);
                    unread.close(3005);
                    unanswered.close();
                    Await.closed(unanswered);
                    assertEquals(ReadyState.CLOSING, unread.readyState());
                }
                assertEquals(large.length, inflated(reader));
                assertEquals(3005, reader.read().code());
            }
        }
    }

    private static int inflated(Peer peer) throws Exception {
        return peer.read().payload().length;
    }

    @Test
    void a_page_that_is_closed_does_not_wait_for_a_server_that_reads_nothing() throws Exception {
        BrowserPage page =
                BrowserPage.builder().closeTimeout(Duration.ofMillis(50)).build();
        BrowserWebSocket socket = page.open(server.url());
        try (Peer peer = server.accept()) {
            peer.open();
            Await.open(socket).send(new byte[24 << 20]);
            page.close();
            assertEquals(ReadyState.CLOSED, socket.readyState());
            assertEquals(
                    "no Close frame arrived: the server did not take the Close frame within 50 ms",
                    Await.lastEntry(socket).event().why());
        }
    }

    /** An answer that waits behind what the server does not read has not been sent. */
    @Test
    void a_close_frame_that_is_not_taken_makes_no_clean_end() throws Exception {
        try (BrowserPage page = BrowserPage.create()) {
            Trace trace = new Trace();
            BrowserWebSocket socket = page.open(server.url(), trace);
            try (Peer peer = server.accept()) {
                peer.open();
                Await.open(socket).send(new byte[24 << 20]);
                peer.close(1001, "srv").fin();
                assertEquals(List.of("1 open", "3 close 1001 \"srv\" wasClean=false"), trace.whole());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"827f 0000000004000001", "827f 0000000004000000"})
    void a_message_has_64_mib_unless_the_page_says_otherwise(String header) throws Exception {
        try (BrowserPage page = BrowserPage.create()) {
            BrowserWebSocket socket = page.open(server.url());
            try (Peer peer = server.accept()) {
                peer.open().hex(header).hex("00");
                boolean tooLong = header.endsWith("1");
                if (tooLong) {
                    assertEquals(1009, peer.read().code());
                }
                peer.fin();
                assertEquals(
                        tooLong
                                ? "message is longer than the limit of 67108864 bytes; "
                                        + "BrowserPage.builder().maxMessageBytes(..) raises it"
                                : "no Close frame arrived: the server ended the connection",
                        Await.closed(socket).log().entries().stream()
                                .reduce((a, b) -> b)
                                .orElseThrow()
                                .event()
                                .why());
            }
        }
    }
}
