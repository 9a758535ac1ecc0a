package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.CloseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The behaviors on a wire in memory. */
class WireTests {

    /** Remembers deeds in words; what is sent is not yet written until the test says so. */
    private static final class MemoryWire implements Wire {
        private final List<String> deeds = new ArrayList<>();
        private final List<Runnable> unwritten = new ArrayList<>();

        @Override
        public void send(Frame frame, Runnable written) {
            deeds.add("send " + show(frame));
            unwritten.add(written);
        }

        @Override
        public void close(CloseStatus status) {
            deeds.add("close " + status);
        }

        @Override
        public void drop(String why) {
            deeds.add("drop " + why);
        }

        @Override
        public void reset(String why) {
            deeds.add("reset " + why);
        }

        @Override
        public void demand() {
            deeds.add("demand");
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            deeds.add("schedule " + delay);
            return () -> deeds.add("cancel");
        }

        void write() {
            unwritten.remove(0).run();
        }

        private static String show(Frame frame) {
            return frame.opcode()
                    + (frame.fin() ? "!" : "")
                    + " "
                    + StandardCharsets.UTF_8.decode(frame.payload().duplicate());
        }
    }

    private final MemoryWire wire = new MemoryWire();

    private static Frame frame(int opcode, boolean fin, String payload) {
        return new Frame(opcode, fin, false, ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void echo_sends_each_frame_back_and_asks_for_the_next_when_it_is_written() {
        Conversation echo = Behaviors.echo().begin();
        echo.opened(wire);
        echo.data(frame(Frame.TEXT, false, "a"), wire);
        assertEquals(List.of("demand", "send 1 a"), wire.deeds);
        wire.write();
        echo.ping(frame(Frame.PING, true, "p"), wire);
        wire.write();
        echo.data(frame(Frame.CONTINUATION, true, "b"), wire);
        wire.write();
        echo.pong(frame(Frame.PONG, true, ""), wire);

        assertEquals(
                List.of("demand", "send 1 a", "demand", "send 10! p", "demand", "send 0! b", "demand", "demand"),
                wire.deeds);
    }

    @Test
    void echo_answers_a_close_with_its_status() {
        Behaviors.echo().begin().closing(new CloseStatus(3005, "bye"), wire);
        Behaviors.echo().begin().closing(CloseStatus.NO_STATUS, wire);

        assertEquals(List.of("close 3005 \"bye\"", "close 1005 \"\""), wire.deeds);
    }

    @Test
    void silent_takes_messages_and_answers_control_frames_only() {
        Conversation silent = Behaviors.silent().begin();
        silent.opened(wire);
        silent.data(frame(Frame.TEXT, true, "a"), wire);
        silent.ping(frame(Frame.PING, true, "p"), wire);
        wire.write();
        silent.closing(new CloseStatus(1000, ""), wire);

        assertEquals(List.of("demand", "demand", "send 10! p", "demand", "close 1000 \"\""), wire.deeds);
    }

    @Test
    void behaviors_are_values_that_print_as_java() {
        assertEquals("echo()", Behaviors.echo().toString());
        assertEquals("silent()", Behaviors.silent().toString());
        assertEquals(Behaviors.echo(), Behaviors.echo());
    }
}
