package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.internal.wire.CloseCodes;
import io.github.windsock.internal.wire.FrameReader;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.internal.wire.Role;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.conversation.MessageParts;
import io.github.windsock.server.internal.engine.Link;
import io.github.windsock.server.internal.session.ServerSession;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * A session that is stalled while writing to its client fails: what arrives is passed on without a demand. The test is
 * the thread of the engine, so it decides what comes between the call of {@code resume()} and its effect.
 */
class StalledSessionTests {
    private final Recorder journal = Recorder.create();
    private final PartyLog log = journal.openServer(null);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ServerSession session = new ServerSession(
            log, silent().plan(), Handshake.of("/", Map.of()), ServerContexts.of(journal, Duration.ofSeconds(2)));

    @BeforeEach
    void open() {
        session.linkTo((Link) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Link.class}, (self, method, args) -> {
                    switch (method.getName()) {
                        case "execute" -> tasks.add((Runnable) args[0]);
                        case "schedule" -> {
                            return (Runnable) () -> {};
                        }
                        case "queued", "received" -> {
                            return 0L;
                        }
                        default -> {}
                    }
                    return null;
                }));
        session.opened();
        runTasks();
        session.stall();
        session.outputBroken();
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private void arrive(String message) {
        session.frame(MessageParts.frame(Message.text(message)));
    }

    private static ProtocolViolation violation() {
        try {
            new FrameReader(Role.SERVER, 1000, CloseCodes.DEFINED, null)
                    .next(ByteBuffer.wrap(new byte[] {(byte) 0x83, (byte) 0x80}));
        } catch (ProtocolViolation e) {
            return e;
        }
        throw new AssertionError("the reader took it");
    }

    /** Returns what happened after the connection was opened. */
    private List<String> told() {
        List<String> all = log.entries().stream()
                .map(entry -> entry.event().summary().replace("text  ", ""))
                .toList();
        return all.subList(all.indexOf("stall") + 1, all.size());
    }

    @Nested
    class after_resume {

        @Test
        void reads_what_arrived_while_it_was_stalled_before_what_arrives_then() {
            arrive("1");
            arrive("2");
            session.resume();
            arrive("3");
            runTasks();
            arrive("4");

            assertEquals(List.of("resume", "\"1\"", "\"2\"", "\"3\"", "\"4\""), told());
        }

        @Test
        void reads_what_arrived_before_the_end() {
            arrive("1");
            session.resume();
            session.ended(Link.End.RESET_BY_PEER);
            session.stall(); // too late
            runTasks();

            assertEquals(List.of("resume", "\"1\"", "close 1006 \"\""), told());
        }

        @Test
        void reads_what_arrived_before_a_violation() {
            arrive("1");
            session.resume();
            session.violated(violation());
            runTasks();

            assertEquals(List.of("resume", "\"1\"", "the client broke RFC 6455"), told().subList(0, 3));
        }

        @Test
        void postpones_the_rest_if_it_is_stalled_again() {
            arrive("1");
            session.resume();
            session.stall();
            runTasks();
            arrive("2");
            assertEquals(List.of("resume", "stall"), told());
            session.resume();
            runTasks();

            assertEquals(List.of("resume", "stall", "resume", "\"1\"", "\"2\""), told());
        }
    }

    @Test
    void reads_nothing_more_when_the_end_comes_before_resume() {
        arrive("1");
        session.ended(Link.End.RESET_BY_PEER);
        session.resume();
        runTasks();

        assertEquals(List.of("close 1006 \"\""), told());
    }
}
