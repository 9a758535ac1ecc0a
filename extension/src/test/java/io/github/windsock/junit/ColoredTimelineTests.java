package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import org.junit.jupiter.api.Test;

class ColoredTimelineTests {
    private final Recorder journal = Recorder.create(Settings.defaults());
    private final PartyLog log = journal.openClient();

    @Test
    void what_was_claimed_is_green_and_what_went_wrong_is_red() {
        log.record(Events.received(Message.text("wasClean=false")));
        log.record(Events.received(Message.text("\u001b[31m")));
        assertReceived("wasClean=false", log);
        log.record(Events.closed(new CloseStatus(1006, ""), false, "cut"), ReadyState.CLOSED);
        String colored = ColoredTimeline.of(journal.timeline());
        String plain = colored.replaceAll("\u001b\\[\\d+m", "");
        assertEquals(journal.timeline().toString(), plain);
        assertEquals(
                """
                <2> ✓ T ms<0> <32>client#1 ← text "wasClean=false" 14 B claimed at ColoredTimelineTests.java:LINE<0>
                <2> T ms<0> client#1 ← text "\\u001b[31m" 5 B
                <2> T ms<0> <31>client#1 close 1006 "" wasClean=false, cut<0>""",
                colored.replaceAll("\u001b\\[(\\d+)m", "<$1>")
                        .replaceAll(" +[0-9.]+ ms", " T ms")
                        .replaceAll("java:\\d+", "java:LINE")
                        .replaceAll(" +", " "));
    }
}
