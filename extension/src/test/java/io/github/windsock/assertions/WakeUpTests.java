package io.github.windsock.assertions;

import static io.github.windsock.Matchers.message;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.Matchers.textMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By matcher a wait wakes up as often as by equality: once a message, and it looks at each once. */
@Timeout(60)
class WakeUpTests {
    private static final int MESSAGES = 20;
    private static final Message LAST = Message.text("tick " + MESSAGES);

    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(Duration.ofSeconds(30)));
    private final PartyLog log = journal.openClient();
    private final AtomicInteger looks = new AtomicInteger();

    private static Stream<MessageMatcher> waits() {
        return Stream.of(
                MessageMatcher.equalTo(LAST),
                textContaining(LAST.text()),
                textMatching("tick " + MESSAGES),
                message("the last", LAST::equals),
                textContaining("tick").and(textContaining("" + MESSAGES)));
    }

    /** A wait looks when it has woken up, at first without the journal's lock, where matchers may run, and then with it. */
    @ParameterizedTest
    @MethodSource("waits")
    void each_message_wakes_once(MessageMatcher expected) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Expected counted = Expected.of(message(expected.toString(), it -> {
            asked.incrementAndGet();
            return expected.match(it).isMatch();
        }));
        assertEquals(2 * (MESSAGES + 1), looks(counted, 2));
        assertEquals(MESSAGES, asked.get());
    }

    @Test
    void a_literal_message_is_compared_with_the_lock() throws Exception {
        assertEquals(MESSAGES + 1, looks(Expected.of(LAST), 1));
    }

    /** Returns how often a wait looks until the last message has come. */
    private int looks(Expected expected, int timesForEach) throws Exception {
        FutureTask<Outcome<Boolean>> wait = new FutureTask<>(() -> waitFor(new Inbox(log, expected)));
        Thread waiting = new Thread(wait, "waits");
        waiting.start();
        for (int i = 1; i <= MESSAGES; i++) {
            awaitSleepAfter(timesForEach * i, waiting);
            log.record(Events.received(Message.text("tick " + i)));
        }
        assertEquals(new Outcome.Met<>(true), wait.get());
        return looks.get();
    }

    private Outcome<Boolean> waitFor(Inbox inbox) {
        return inbox.await(() -> {
            looks.incrementAndGet();
            Optional<?> found = inbox.unclaimed().stream()
                    .filter(entry -> inbox.matches(0, entry))
                    .findFirst();
            return found.isPresent() ? Answer.found(true) : Answer.pending();
        });
    }

    /** Returns when it has looked so often, and sleeps: what comes then wakes it up. */
    private void awaitSleepAfter(int number, Thread waiting) {
        WebSocketAssertions.await(log)
                .until(() -> looks.get() == number && waiting.getState() == Thread.State.TIMED_WAITING);
    }
}
