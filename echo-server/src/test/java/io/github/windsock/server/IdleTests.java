package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.closeIdle;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.neverAnswerClose;
import static io.github.windsock.server.Behaviors.neverAnswerPing;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Faults.cutAfterIdle;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.conversation.MessageParts;
import io.github.windsock.server.internal.engine.Link;
import io.github.windsock.server.internal.session.ServerSession;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which time counts as the client's silence: only that in which the server would have read what it sends. */
class IdleTests {
    private static final Trait CLOSE_IDLE = closeIdle(ofSeconds(30), 3005, "idle");
    private static final String TOLD = "· idle the client has sent nothing for 30 s";

    @Nested
    class a_behavior {
        private final MemoryOutput wire = MemoryOutput.fast();

        private void assertClosesAfterHalfAMinute(String... before) {
            wire.pass(ofMillis(29_999));
            assertEquals(List.of(before), List.copyOf(wire.seen));
            wire.pass(ofMillis(1));

            assertEquals("close 3005 idle", wire.seen.get(wire.seen.size() - 1));
        }

        @Test
        void that_holds_a_message_back_closes_later() {
            wire.open(on("slow", reply("late").after(ofHours(1))).inOrder().with(CLOSE_IDLE));
            wire.receive("slow");
            wire.pass(ofHours(1));

            assertClosesAfterHalfAMinute("late");
        }

        @Test
        void that_has_not_been_read_yet_closes_later() {
            MemoryOutput slow = MemoryOutput.slow();
            slow.open(echo().with(CLOSE_IDLE));
            slow.receive("a");
            slow.pass(ofHours(1));
            slow.write();
            slow.pass(ofMillis(29_999));
            assertEquals(List.of("demand", "send text \"a\"", "demand"), List.copyOf(slow.deeds));
            slow.pass(ofMillis(1));

            assertEquals(List.of(TOLD, "close 3005 \"idle\""), slow.deeds.subList(3, 5));
        }

        /** The second behavior demands a frame too, but no frame has come. */
        @Test
        void that_follows_another_one_closes_no_later() {
            wire.open(Behaviors.pause(ofSeconds(10))
                    .then(sendMessage("a"))
                    .then(echo())
                    .with(CLOSE_IDLE));
            wire.pass(ofSeconds(30));

            assertEquals(List.of("a", "close 3005 idle"), wire.seen);
        }

        @Test
        void that_ignores_pings_counts_them() {
            wire.open(echo().with(CLOSE_IDLE).with(neverAnswerPing()));
            wire.pass(ofSeconds(20));
            wire.receive(Opcode.PING, true, "");

            assertClosesAfterHalfAMinute();
        }

        @Test
        void that_never_answers_a_close_does_not_answer_it_later() {
            wire.open(echo().with(CLOSE_IDLE).with(neverAnswerClose()));
            wire.receiveClose(new CloseStatus(1000, ""));
            wire.pass(ofMinutes(1));

            assertEquals(List.of(), wire.seen);
            assertEquals(0, wire.timers());
        }
    }

    /** The test is the thread of the engine, and its timer. */
    @Nested
    class a_stalled_connection {
        static final List<Behavior> behaviors = List.of(echo().with(CLOSE_IDLE), cutAfterIdle(ofSeconds(30)));

        private final Recorder journal = Recorder.create();
        private final PartyLog log = journal.openServer(null);
        private final Deque<Runnable> timers = new ArrayDeque<>();

        private ServerSession open(Behavior behavior) {
            ServerSession session = new ServerSession(
                    log, behavior.plan(), Handshake.of("/", Map.of()), ServerContexts.of(journal, ofSeconds(2)));
            session.linkTo((Link) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Link.class}, (self, method, args) -> {
                        switch (method.getName()) {
                            case "execute" -> ((Runnable) args[0]).run();
                            case "schedule" -> {
                                Runnable task = (Runnable) args[1];
                                timers.add(task);
                                return (Runnable) () -> timers.remove(task);
                            }
                            case "send" -> ((Runnable) args[1]).run();
                            case "queued", "received" -> {
                                return 0L;
                            }
                            default -> {}
                        }
                        return null;
                    }));
            session.opened();
            return session;
        }

        private long ends() {
            return log.entries().stream()
                    .map(entry -> entry.event().summary())
                    .filter(summary -> summary.startsWith("close 3005") || summary.equals("drop"))
                    .count();
        }

        @ParameterizedTest
        @FieldSource("behaviors")
        void is_not_idle_with_a_client_whose_frame_waits(Behavior behavior) {
            ServerSession session = open(behavior);
            session.stall();
            session.frame(MessageParts.frame(Message.text("a")));
            for (int i = 0; i < 10; i++) {
                timers.remove().run();
                assertEquals(0, ends(), () -> journal.timeline().toString());
            }
            session.resume();
            timers.remove().run();

            assertEquals(1, ends(), () -> journal.timeline().toString());
        }

        @ParameterizedTest
        @FieldSource("behaviors")
        void is_idle_with_a_client_that_has_sent_nothing(Behavior behavior) {
            ServerSession session = open(behavior);
            session.stall();
            timers.remove().run();

            assertEquals(1, ends(), () -> journal.timeline().toString());
        }
    }
}
