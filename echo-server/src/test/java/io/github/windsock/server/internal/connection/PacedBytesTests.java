package io.github.windsock.server.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.internal.transport.ByteConnection;
import io.github.windsock.internal.transport.Outgoing;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** In which pieces bytes go to TCP, and when. The time is the test's. */
class PacedBytesTests {

    private final List<String> seen = new ArrayList<>(); // what goes to TCP, and how long is waited
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Queue<Runnable> untaken = new ArrayDeque<>();
    private boolean isSlow;
    private final ByteConnection connection = (ByteConnection) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {ByteConnection.class}, (self, method, args) -> {
                switch (method.getName()) {
                    case "execute" -> ((Runnable) args[0]).run();
                    case "queued" -> {
                        return 0L;
                    }
                    case "write" -> write((Outgoing) args[0]);
                    case "schedule" -> {
                        long millis = ((Duration) args[0]).toMillis();
                        if (millis > 0) {
                            seen.add(millis + " ms");
                        }
                        later.add((Runnable) args[1]);
                        return (Runnable) () -> {};
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }
                return null;
            });
    private final PacedOutput output = new PacedOutput(connection);

    private void write(Outgoing what) {
        StringBuilder bytes = new StringBuilder();
        for (ByteBuffer buffer : what.bytes()) {
            bytes.append(UTF_8.decode(buffer));
        }
        seen.add(bytes.toString());
        if (isSlow) {
            untaken.add(what::written);
        } else {
            what.written();
        }
    }

    private void send(String text) {
        output.write(Outgoing.of(ByteBuffer.wrap(text.getBytes(UTF_8)), () -> seen.add("written")));
    }

    private void pass() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    @Nested
    class what_is_sent {

        @Test
        void goes_as_it_is_if_nothing_is_ordered() {
            send("hello");

            assertEquals(List.of("hello", "written"), seen);
        }

        @Test
        void goes_in_slices_each_with_a_write_of_its_own() {
            output.slice(2);
            send("hello");
            send("you");
            pass();

            assertEquals(List.of("he", "ll", "o", "written", "yo", "u", "written"), seen);
        }

        @Test
        void goes_at_a_speed_in_twenty_pieces_a_second() {
            output.perSecond(100);
            send("hello world");
            pass();

            assertEquals(List.of("hello", "50 ms", " worl", "50 ms", "d", "10 ms", "written"), seen);
        }

        @Test
        void goes_byte_by_byte_where_the_speed_is_below_one_piece() {
            output.perSecond(2);
            send("hi");
            pass();

            assertEquals(List.of("h", "500 ms", "i", "500 ms", "written"), seen);
        }

        @Test
        void keeps_its_order_when_the_pace_ends() {
            output.slice(1);
            send("ab");
            output.slice(0);
            send("cd");
            pass();
            send("ef");

            assertEquals(List.of("a", "b", "written", "cd", "written", "ef", "written"), seen);
        }

        @Test
        void is_counted_as_long_as_it_waits() {
            isSlow = true;
            output.slice(2);
            send("hello");

            assertEquals(3, output.queued()); // the first two are TCP's
        }

        @Test
        void waits_for_TCP_before_the_next_piece() {
            isSlow = true;
            output.slice(3);
            send("hello");
            pass();
            assertEquals(List.of("hel"), seen);
            untaken.remove().run();
            pass();

            assertEquals(List.of("hel", "lo"), seen);
        }

        @Test
        void comes_before_the_end() {
            output.slice(3);
            send("hello");
            output.end(() -> seen.add("FIN"));
            pass();

            assertEquals(List.of("hel", "lo", "written", "FIN"), seen);
        }
    }

    @Nested
    class after_a_number_of_bytes {

        @Test
        void the_rest_is_dropped_and_only_the_end_goes() {
            output.cutAfter(7, () -> {
                seen.add("cut");
                output.end(() -> seen.add("FIN"));
            });
            send("hello");
            send("world");
            send("again");
            pass();
            send("and again");
            pass();

            assertEquals(List.of("hello", "written", "wo", "cut", "FIN"), seen);
            assertEquals(0, output.queued());
        }

        @Test
        void zero_is_now() {
            output.cutAfter(0, () -> seen.add("cut"));
            send("hello");

            assertEquals(List.of("cut"), seen);
        }

        @Test
        void what_was_sent_before_the_order_does_not_count() {
            send("before");
            output.cutAfter(1, () -> seen.add("cut"));
            send("after");
            pass();

            assertEquals(List.of("before", "written", "a", "cut"), seen);
        }
    }

    @Nested
    class what_comes {

        private final PacedInput input = new PacedInput(connection, () -> seen.add("ready"));

        @Test
        void is_read_as_it_is_if_nothing_is_ordered() {
            assertEquals(1000, input.allowance(1000));
            input.took(1000);

            assertEquals(true, input.isReady());
        }

        @Test
        void is_read_at_a_speed() {
            input.perSecond(100);
            assertEquals(5, input.allowance(1000));
            assertEquals(3, input.allowance(3));
            input.took(5);
            assertEquals(false, input.isReady());
            pass();

            assertEquals(true, input.isReady());
            assertEquals(List.of("50 ms", "ready"), seen);
        }
    }
}
