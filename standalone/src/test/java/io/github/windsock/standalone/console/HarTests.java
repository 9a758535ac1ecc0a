package io.github.windsock.standalone.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.sstoehr.harreader.HarReader;
import de.sstoehr.harreader.HarReaderException;
import de.sstoehr.harreader.model.HarEntry;
import de.sstoehr.harreader.model.HarHeader;
import de.sstoehr.harreader.model.HarLog;
import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Har;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What another's reader finds in the HAR of a journal. */
class HarTests {

    private static final Handshake ASKED = Handshake.of(
            "/chat?room=a%20b&x",
            Map.of("Host", List.of("localhost:9010"), "Cookie", List.of("sid=42"), "Origin", List.of("http://a")));

    private final Recorder journal = Recorder.create();

    private static HarLog read(String har) throws HarReaderException {
        return new HarReader().readFromString(har).log();
    }

    private static List<String> messages(HarEntry entry) {
        return ((List<?>) entry.additional().get("_webSocketMessages"))
                .stream()
                        .map(each -> (Map<?, ?>) each)
                        .map(each -> each.get("type") + " " + each.get("opcode") + " " + each.get("data"))
                        .toList();
    }

    private void converse(PartyLog server) {
        server.record(Events.attempt(ASKED));
        server.record(
                Events.answer(
                        ASKED.answered(HttpAnswer.of(101, Map.of("Upgrade", List.of("websocket")), Payload.EMPTY)), ""),
                ReadyState.OPEN);
        server.record(Events.received(Message.text("grüß \"Gott\" 世界\n")));
        server.record(Events.control(Event.Kind.PING_SENT, Payload.ofText("ping")));
        server.record(Events.sent(Message.binary("binary message".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        server.record(Events.closeSent(new CloseStatus(3005, "bye")));
        server.record(Events.closeReceived(new CloseStatus(3005, "bye")));
        server.record(Events.closed(new CloseStatus(3005, "bye"), true, ""), ReadyState.CLOSED);
    }

    @Test
    void a_connection_is_an_entry_with_its_messages_and_its_end() throws Exception {
        converse(journal.openServer(null));
        HarLog log = read(Har.of(journal, "ws://localhost:9010"));
        assertEquals("1.2", log.version());
        assertEquals(1, log.entries().size());
        HarEntry entry = log.entries().get(0);
        assertEquals("ws://localhost:9010/chat?room=a%20b&x", entry.request().url());
        assertEquals(
                List.of("room=a b", "x="),
                entry.request().queryString().stream()
                        .map(each -> each.name() + "=" + each.value())
                        .toList());
        assertEquals(101, entry.response().status());
        assertEquals("Switching Protocols", entry.response().statusText());
        assertEquals("websocket", entry.additional().get("_resourceType"));
        assertEquals(List.of("send 1 grüß \"Gott\" 世界\n", "receive 2 YmluYXJ5IG1lc3NhZ2U="), messages(entry));
        Map<?, ?> close = (Map<?, ?>) entry.additional().get("_wsClose");
        assertEquals(
                "3005 bye true server",
                close.get("code") + " " + close.get("reason") + " " + close.get("wasClean") + " "
                        + close.get("initiator"));
    }

    @Test
    void messages_have_the_time_in_seconds() throws Exception {
        converse(journal.openServer(null));
        HarEntry entry = read(Har.of(journal, "ws://localhost")).entries().get(0);
        double seconds = ((Number)
                        ((Map<?, ?>) ((List<?>) entry.additional().get("_webSocketMessages")).get(0)).get("time"))
                .doubleValue();
        double started = entry.startedDateTime().toInstant().toEpochMilli() / 1e3;
        assertTrue(Math.abs(seconds - started) < 60, seconds + " and " + started);
    }

    @Test
    void of_two_ends_one_tells_it() throws Exception {
        PartyLog client = journal.openClient();
        client.expect("key");
        client.record(Events.sent(Message.text("a")));
        PartyLog server = journal.openServer("key");
        converse(server);
        assertEquals(
                2, messages(read(Har.of(journal, "ws://a")).entries().get(0)).size());
    }

    @Test
    void where_the_server_is_foreign_the_client_tells_it() throws Exception {
        PartyLog client = journal.openClient();
        client.record(Events.open(ASKED.answered(HttpAnswer.of(101, Map.of(), Payload.EMPTY))), ReadyState.OPEN);
        client.record(Events.sent(Message.text("a")));
        client.record(Events.received(Message.text("b")));
        HarEntry entry = read(Har.sanitized(journal)).entries().get(0);
        assertEquals("ws://localhost:9010/chat?room=a%20b&x", entry.request().url());
        assertEquals(List.of("send 1 a", "receive 1 b"), messages(entry));
    }

    @Test
    void secrets_stay_out_of_a_report() throws Exception {
        converse(journal.openServer(null));
        List<HarHeader> headers =
                read(Har.sanitized(journal)).entries().get(0).request().headers();
        assertEquals("…", value(headers, "Cookie"));
        assertEquals("http://a", value(headers, "Origin"));
        assertEquals(
                "sid=42",
                value(read(Har.of(journal, "ws://a")).entries().get(0).request().headers(), "Cookie"));
    }

    private static String value(List<HarHeader> headers, String name) {
        return headers.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void a_refusal_has_its_body() throws Exception {
        PartyLog server = journal.openServer(null);
        server.record(Events.attempt(ASKED));
        server.record(
                Events.answer(
                        ASKED.answered(HttpAnswer.of(
                                401, Map.of("Content-Type", List.of("text/plain")), Payload.ofText("no"))),
                        ""),
                ReadyState.CLOSED);
        HarEntry entry = read(Har.of(journal, "ws://a")).entries().get(0);
        assertEquals(401, entry.response().status());
        assertEquals("no", entry.response().content().text());
        assertEquals("text/plain", entry.response().content().mimeType());
    }

    @Test
    void nothing_is_a_log_too() throws Exception {
        assertEquals(List.of(), read(Har.sanitized(journal)).entries());
    }
}
