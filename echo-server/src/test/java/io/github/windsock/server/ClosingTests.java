package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.maxMessageBytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.internal.wire.CloseCodes;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.FrameReader;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.internal.wire.Role;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.conversation.MessageParts;
import io.github.windsock.server.internal.engine.Link;
import io.github.windsock.server.internal.session.ServerContext;
import io.github.windsock.server.internal.session.ServerSession;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How connections close: on the wire, and where time passes, on a link that the test plays. */
class ClosingTests {

    private static List<String> told(PartyLog log) {
        return log.entries().stream()
                .map(Entry::event)
                .map(event -> event.kind() + " " + event.summary() + " | " + event.detail())
                .toList();
    }

    private static String last(PartyLog log) {
        List<String> all = told(log);
        return all.get(all.size() - 1);
    }

    @Nested
    class a_message_that_is_longer_than_the_server_takes {
        private static final String WORDS = "message is longer than the limit of 1000 bytes";

        private void refuses(String extensions, int start, byte[] tooLong) throws IOException {
            refuses(
                    EchoServer.builder().maxMessageBytes(1000),
                    "EchoServer.builder().maxMessageBytes(..)",
                    extensions,
                    start,
                    tooLong);
            refuses(
                    EchoServer.builder().behavior(echo().with(maxMessageBytes(1000))),
                    "maxMessageBytes(..) of the behavior",
                    extensions,
                    start,
                    tooLong);
        }

        private void refuses(EchoServer.Builder limited, String remedy, String extensions, int start, byte[] tooLong)
                throws IOException {
            try (EchoServer server = limited.start();
                    RawPeer client = RawPeer.open(server.port(), extensions)) {
                client.send(start, tooLong);
                client.send(0x89, "p");
                client.send(0x01, new byte[3000]); // skipped, and not looked into
                client.send(0x80, "more");
                assertEquals("88 1009 " + WORDS, client.read().toString());
                assertEquals("8a p", client.read().toString());
                client.sendClose(1009, "ok");
                assertTrue(client.isAtEnd());

                ServerConnection connection = server.awaitConnection();
                assertEquals(new CloseStatus(1009, "ok"), ServerConnectionTests.awaitClosed(connection));
                assertEquals("CLOSED close 1009 \"ok\" | wasClean=true", last(PartyLog.of(connection)));
                assertFalse(told(PartyLog.of(connection)).toString().contains("more"), "what is skipped is no message");
                assertTrue(
                        told(PartyLog.of(connection))
                                .contains("NOTE refused a message | " + WORDS + "; " + remedy + " raises it"),
                        () -> told(PartyLog.of(connection)).toString());
            }
        }

        @Test
        void is_refused_by_a_closing_handshake() throws IOException {
            refuses("X: y", 0x82, new byte[1001]);
        }

        @Test
        void is_refused_when_it_inflates_to_that() throws IOException {
            byte[] stored = new byte[1007]; // one stored block of 1,001 bytes, and the start of an empty one
            stored[1] = (byte) 0xE9;
            stored[2] = 3;
            stored[3] = (byte) 0x16;
            stored[4] = (byte) 0xFC;
            refuses("Sec-WebSocket-Extensions: permessage-deflate", 0xC2, stored);
        }
    }

    @Nested
    class a_link_on_which_time_passes {
        private final Recorder journal = Recorder.create();
        private final PartyLog log = journal.openServer(null);
        private final PlayedLink link = new PlayedLink();
        private final ServerSession session =
                session(Behaviors.silent(), ServerContexts.of(journal, Duration.ofSeconds(2)));

        private ServerSession session(Behavior behavior, ServerContext context) {
            ServerSession made = new ServerSession(log, behavior.plan(), Handshake.of("/", Map.of()), context);
            made.linkTo(link);
            link.listener = made;
            made.opened();
            return made;
        }

        private static ProtocolViolation tooBig() {
            byte[] header = {(byte) 0x82, (byte) 0xFE, 3, (byte) 0xE9, 0, 0, 0, 0};
            FrameReader reader = new FrameReader(Role.SERVER, 1000, CloseCodes.DEFINED, null);
            try {
                reader.next(ByteBuffer.wrap(header));
            } catch (ProtocolViolation e) {
                return e;
            }
            throw new AssertionError("the reader took it");
        }

        @Test
        void waits_for_a_client_that_goes_on_writing_up_to_four_times_the_limit() {
            session.violated(tooBig());
            for (int sent = 1000; sent <= 4000; sent += 1000) {
                link.received = sent;
                link.passTime();
                assertEquals(List.of("close 1009"), link.done, "after " + sent + " bytes");
            }
            link.received = 4001;
            link.passTime();
            assertEquals(List.of("close 1009", "end"), link.done);
        }

        @Test
        void waits_for_half_a_minute_at_most() {
            session.violated(tooBig());
            for (int seconds = 2; seconds < 30; seconds += 2) {
                link.received++;
                link.passTime();
                assertEquals(List.of("close 1009"), link.done, "after " + seconds + " s");
            }
            link.received++;
            link.passTime();
            assertEquals(List.of("close 1009", "end"), link.done);
        }

        @Test
        void gives_up_a_client_that_does_nothing() {
            session.close(new CloseStatus(3005, "bye"));
            link.passTime();
            link.listener.ended(Link.End.ENDED);
            assertEquals(List.of("close 3005", "end"), link.done);
            assertEquals(
                    "CLOSED close 1006 \"\" | wasClean=false, the client did not answer Close 3005 \"bye\" within 2000"
                            + " ms",
                    last(log));
        }

        @Test
        void waits_for_a_client_that_takes_what_was_sent_before() {
            link.queued = 100;
            session.close(new CloseStatus(3005, "bye"));
            link.queued = 50;
            link.passTime();
            assertEquals(List.of("close 3005"), link.done);
            link.passTime();
            assertEquals(List.of("close 3005", "reset"), link.done);
        }

        @Test
        void needs_no_timer_where_both_close_frames_are_written() {
            link.listener.frame(new CloseFrame(3005, "bye").frame());
            assertEquals(List.of("close 3005", "end"), link.done);
            assertEquals(0, link.timers.size());
        }

        @Test
        void resets_a_client_that_closes_and_does_not_take_the_answer() {
            link.queued = 100;
            link.listener.frame(new CloseFrame(3005, "bye").frame());
            link.passTime();
            assertEquals(List.of("close 3005", "end", "reset"), link.done);
        }

        /** Otherwise the check of the test would wait in vain for the code to decide. */
        @Test
        void closes_a_client_for_whose_message_there_is_no_thread() {
            ServerContext noThreads = ServerContexts.of(journal, Duration.ofSeconds(2), task -> {
                throw new OutOfMemoryError("no more threads");
            });
            ServerSession played = session(Behaviors.on("a", Behaviors.run((connection, message) -> {})), noThreads);
            played.frame(MessageParts.frame(Message.text("a")));
            assertEquals(List.of("close 1011"), link.done);
            assertTrue(journal.pending().isNothing());
        }

        /** The limit of a script is for the client, not for the test's own code. */
        @Test
        void does_not_close_a_client_whose_message_is_looked_at_as_the_time_is_over() {
            List<Runnable> code = new ArrayList<>();
            Behavior script = Behaviors.script()
                    .expect(Matchers.message("slow", message -> true))
                    .send("seen")
                    .expect("more");
            ServerSession played = session(script, ServerContexts.of(journal, Duration.ofSeconds(2), code::add));
            played.frame(MessageParts.frame(Message.text("a")));
            link.passTime();
            assertEquals(List.of(), link.done);
            code.forEach(Runnable::run);
            assertEquals(List.of("text"), link.done);
            link.passTime(); // no other message comes
            assertEquals(List.of("text", "close 1011"), link.done);
        }

        /** What waits behind bytes that the client does not read was not sent. */
        @Test
        void makes_no_clean_end_of_a_close_frame_that_was_not_written() {
            link.takes = false;
            session.close(new CloseStatus(3005, "bye"));
            link.listener.frame(new CloseFrame(1001, "cli").frame());
            link.listener.ended(Link.End.CLOSED_BY_PEER);
            assertEquals(
                    "CLOSED close 1001 \"cli\" | wasClean=false, no Close frame was sent: the client closed the"
                            + " connection",
                    last(log));
        }

        /** The timer's task has begun, and waits for the lock of the thread that sends. */
        @Test
        void is_not_idle_when_a_message_is_sent_as_the_time_is_over() {
            ServerSession played = session(
                    Faults.cutAfterIdle(Duration.ofSeconds(1)), ServerContexts.of(journal, Duration.ofSeconds(2)));
            Runnable elapsed = link.timers.remove();
            played.send(Message.text("in time"));
            elapsed.run();
            assertEquals(List.of("text"), link.done);
            link.passTime();
            assertEquals(List.of("text", "end"), link.done);
        }

        @Test
        void answers_pings_until_the_clients_close_frame_and_sends_nothing_else() {
            session.close(new CloseStatus(3005, "bye"));
            session.output().send(MessageParts.frame(Message.text("late")), () -> {});
            link.listener.frame(Frame.control(Opcode.PING, ByteBuffer.wrap(new byte[] {'p'})));
            session.close(new CloseStatus(3006, "again"));
            link.listener.frame(new CloseFrame(3005, "bye").frame());
            session.output().send(Frame.control(Opcode.PONG, ByteBuffer.allocate(0)), () -> {});
            assertEquals(List.of("close 3005", "pong", "end"), link.done);
        }
    }

    /** Takes what is sent, and runs timers when it is told. */
    private static final class PlayedLink implements Link {
        private final List<String> done = new ArrayList<>();
        private final Deque<Runnable> timers = new ArrayDeque<>();
        private Link.Listener listener;
        private long queued;
        private long received;
        private boolean takes = true;

        void passTime() {
            timers.remove().run();
        }

        @Override
        public void send(Frame frame, Runnable written) {
            boolean isClose = frame.opcode() == Opcode.CLOSE;
            done.add(
                    isClose
                            ? "close " + CloseFrame.read(frame.bytes()).code()
                            : frame.opcode().name().toLowerCase(java.util.Locale.ROOT));
            if (takes) {
                written.run();
            }
        }

        @Override
        public void sendRaw(ByteBuffer bytes, Runnable written) {
            done.add("raw");
        }

        @Override
        public long queued() {
            return queued;
        }

        @Override
        public long received() {
            return received;
        }

        @Override
        public void demand() {}

        @Override
        public void end() {
            done.add("end");
        }

        @Override
        public void reset() {
            done.add("reset");
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            timers.add(task);
            return () -> timers.remove(task);
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }
}
