package io.github.windsock.javawebsocket;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.client.javawebsocket.JavaWebSocket.party;
import static io.github.windsock.client.javawebsocket.JavaWebSocket.recorded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The library loses some of its closes, and reports them as if it had not. Each is told right or shown wrong: what the journal
 * says of the client agrees with what the server got, and with what the client's listener was told.
 */
class RecordedClosesTests {

    private static final int RUNS = Boolean.getBoolean("windsock.soak") ? 20_000 : 100;
    private static final int AT_ONCE = 4;
    private static final CloseStatus DONE = new CloseStatus(3005, "done");

    private enum Who {
        THE_CLIENT_AFTERWARDS,
        THE_CLIENT_IN_ITS_LISTENER,
        THE_SERVER,
        BOTH
    }

    @Test
    void each_is_told_right_or_shown_wrong() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> parts = new ArrayList<>();
            IntStream.range(0, AT_ONCE).forEach(part -> parts.add(threads.submit(() -> closeMany(RUNS / AT_ONCE))));
            for (Future<?> part : parts) {
                part.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void closeMany(int runs) {
        Who[] all = Who.values();
        for (int run = 0; run < runs; run++) {
            try (EchoServer server = EchoServer.builder().journal(patient()).start()) {
                closeOnce(server, all[run % all.length]);
            }
        }
    }

    private static Journal patient() {
        return Recorder.create(Settings.defaults().withTimeout(Duration.ofSeconds(30)));
    }

    private static void closeOnce(EchoServer server, Who who) {
        ChatClient chat = new ChatClient(server.uri(), recorded(server));
        if (who == Who.THE_CLIENT_IN_ITS_LISTENER) {
            chat.whenMessage = () -> chat.close(DONE.code(), DONE.reason());
        }
        chat.connect();
        assertReadyState(OPEN, party(chat));
        ServerConnection connection = server.awaitConnection();
        chat.send("hello");
        assertReceived("hello", party(chat));
        if (who == Who.THE_SERVER || who == Who.BOTH) {
            connection.close(4000, "away");
        }
        if (who == Who.THE_CLIENT_AFTERWARDS || who == Who.BOTH) {
            chat.close(DONE.code(), DONE.reason());
        }
        assertReadyState(CLOSED, party(chat));
        assertReadyState(CLOSED, connection);
        assertTrue(chat.isClosed());
        check(who, chat, end(party(chat)), end(connection), server);
    }

    private static Event end(Party party) {
        return PartyLog.of(party).closing().orElseThrow().event();
    }

    private static void check(Who who, ChatClient chat, Event client, Event server, EchoServer shown) {
        String story = who + "\n" + shown.journal().timeline();
        CloseStatus came = client.status().orElseThrow();
        CloseStatus arrived = server.status().orElseThrow();
        String reported = chat.reported.join();

        assertEquals(reported, told(client), story);
        if (who == Who.THE_SERVER) {
            assertEquals(new CloseStatus(4000, "away"), came, story);
        } else if (came.equals(DONE)) {
            assertEquals(DONE, arrived, story); // it is an answer
        } else if (who != Who.BOTH) {
            assertEquals(CloseStatus.ABNORMAL, came, story);
            assertTrue(client.why().startsWith("the client did not wait for the server's Close frame; "), story);
        }
    }

    /** What the client was told, by the journal. */
    private static String told(Event end) {
        String mark = "the client reported ";
        int at = end.why().indexOf(mark);
        String status =
                at < 0 ? end.status().orElseThrow().toString() : end.why().substring(at + mark.length());
        return status.replace("\"", "");
    }
}
