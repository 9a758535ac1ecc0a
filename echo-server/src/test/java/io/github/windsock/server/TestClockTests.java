package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.closeIdle;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.pause;
import static io.github.windsock.server.Behaviors.pingEvery;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.run;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.slowOpen;
import static io.github.windsock.server.Behaviors.template;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.LoopThread;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.TestClient.TestConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A server whose behaviors' time is the test's, as a client sees it that others wrote and that answers pings. */
class TestClockTests {
    private final TestClock clock = TestClock.create();
    private final EchoServer server =
            EchoServer.builder().clock(clock).timeout(ofSeconds(30)).start();
    private final JdkTestClient client = new JdkTestClient();
    private final Observations seen = new Observations();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private TestConnection connect(Behavior behavior) throws Exception {
        server.behave(behavior);
        TestConnection connection = client.connect(server, List.of(), seen);
        assertEquals("open", seen.next());
        return connection;
    }

    private List<String> sent() {
        return server.journal().entries().stream()
                .filter(entry ->
                        entry.event().kind() == Event.Kind.SENT || entry.event().kind() == Event.Kind.PING_SENT)
                .map(entry -> entry.event().summary())
                .toList();
    }

    @Nested
    class drives {
        @Test
        void a_push() throws Exception {
            connect(push(ofMillis(20), template("tick-${n}")).times(3).then(sendMessage("done")));
            assertEquals("tick-1", seen.next());
            clock.advance(ofMillis(19));
            assertEquals(1, sent().size());
            clock.advance(ofMillis(21));

            assertEquals(List.of("tick-2", "tick-3", "done"), List.of(seen.next(), seen.next(), seen.next()));
        }

        @Test
        void a_push_by_code() throws Exception {
            connect(push(ofSeconds(1), n -> "tick-" + n));
            clock.advance(ofSeconds(3));

            assertEquals(
                    List.of("tick-1", "tick-2", "tick-3", "tick-4"),
                    List.of(seen.next(), seen.next(), seen.next(), seen.next()));
        }

        @Test
        void a_push_with_a_delay_of_its_own_for_each_message() throws Exception {
            List<Duration> delays = List.of(ofSeconds(2), ZERO, ofHours(1));
            connect(push(n -> delays.get(n - 1), n -> "tick-" + n).times(3).then(sendMessage("done")));
            clock.advance(ofMillis(1999));
            assertEquals(List.of(), sent());
            clock.advance(ofMillis(1));
            assertEquals(2, sent().size());
            assertEquals(List.of("push(n -> …, n -> …).times(3) of server#1 in 3600 s"), clock.planned());
            clock.advance(ofHours(1));

            assertEquals(
                    List.of("tick-1", "tick-2", "tick-3", "done"),
                    List.of(seen.next(), seen.next(), seen.next(), seen.next()));
        }

        @Test
        void pings_and_latency_and_late_replies_in_the_order_in_which_they_are_due() throws Exception {
            TestConnection connection = connect(on("slow", reply("late").after(ofSeconds(25)))
                    .otherwise(echo())
                    .with(latency(ofSeconds(5)))
                    .with(pingEvery(ofSeconds(10))));
            connection.say("slow");
            connection.say("a");
            clock.advance(ofSeconds(30));

            assertEquals(List.of("text  \"a\"", "ping", "ping", "ping", "text  \"late\""), kinds());
        }

        private List<String> kinds() {
            return sent().stream()
                    .map(line -> line.startsWith("ping") ? "ping" : line.replaceAll(" +\\d+ B", ""))
                    .toList();
        }

        @Test
        void a_pause_in_which_a_message_waits() throws Exception {
            TestConnection connection = connect(pause(ofHours(1)).then(echo()));
            connection.say("a");
            connection.say("b");
            awaitReceived("a");
            clock.advance(ofMinutes(59));
            assertEquals(List.of(), sent());
            clock.advance(ofMinutes(1));

            assertEquals(List.of("a", "b"), List.of(seen.next(), seen.next()));
        }

        @Test
        void rules_in_order() throws Exception {
            TestConnection connection = connect(
                    on("slow", reply("late").after(ofHours(1))).inOrder().otherwise(echo()));
            connection.say("slow");
            connection.say("a");
            awaitReceived("slow");
            clock.advance(ofHours(1));

            assertEquals(List.of("late", "a"), List.of(seen.next(), seen.next()));
        }

        @Test
        void a_late_answer_to_the_handshake() throws Exception {
            server.behave(slowOpen(ofHours(1)).then(echo()));
            CompletableFuture<TestConnection> connecting = CompletableFuture.supplyAsync(this::connectToServer);
            server.awaitAttempt();
            assertEquals(List.of("slowOpen(ofHours(1)).then(echo()) of server#1 in 3600 s"), clock.planned());
            clock.advance(ofHours(1));

            assertEquals("open", seen.next());
            connecting.get(30, TimeUnit.SECONDS).close();
        }

        private TestConnection connectToServer() {
            try {
                return client.connect(server, List.of(), seen);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private void awaitReceived(String text) {
            PartyLog log = PartyLog.of(server.awaitConnection());
            Recorder.of(server)
                    .await(
                            log,
                            () -> log.entries().stream()
                                            .anyMatch(entry -> entry.event().kind() == Event.Kind.RECEIVED
                                                    && entry.event().summary().contains(text))
                                    ? Answer.found(true)
                                    : Answer.pending());
        }
    }

    @Nested
    class closes_who_is_idle {
        @Test
        void unless_it_answers_pings() throws Exception {
            connect(echo().with(pingEvery(ofSeconds(20))).with(closeIdle(ofSeconds(30), 1001, "idle")));
            clock.advance(ofMinutes(10));

            assertEquals(30, sent().size(), () -> server.journal().timeline().toString());
            assertEquals(List.of(), notes());
        }

        @Test
        void and_says_nothing() throws Exception {
            TestConnection connection = connect(echo().with(closeIdle(ofSeconds(30), 3005, "idle")));
            clock.advance(ofSeconds(29));
            connection.say("a");
            assertEquals("a", seen.next());
            clock.advance(ofSeconds(29));
            assertEquals(List.of(), notes());
            clock.advance(ofSeconds(1));

            assertEquals("close 3005 idle", seen.next());
            assertEquals(List.of("idle: the client has sent nothing for 30 s"), notes());
        }

        private List<String> notes() {
            return server.journal().entries().stream()
                    .filter(entry -> entry.event().kind() == Event.Kind.NOTE)
                    .map(entry -> entry.event().summary() + ": " + entry.event().detail())
                    .toList();
        }

        @Test
        void for_the_whole_of_rules_and_no_action() {
            assertEquals(
                    "silent().with(closeIdle(ofSeconds(1), 1001, \"idle\")) cannot tell an idle client as an action of"
                            + " on(text(\"a\"), silent().with(closeIdle(ofSeconds(1), 1001, \"idle\"))): it is the rules"
                            + " that read what it sends; give the trait to the whole, on(..).with(closeIdle(..))",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> on("a", silent().with(closeIdle(ofSeconds(1), 1001, "idle"))))
                            .getMessage());
        }
    }

    @Test
    void waits_first_for_what_the_test_has_done() throws Exception {
        TestConnection connection = connect(on("start", push(ofSeconds(1), "tick")));
        connection.say("start");
        clock.advance(ofSeconds(2));

        assertEquals(List.of("tick", "tick", "tick"), List.of(seen.next(), seen.next(), seen.next()));
    }

    @Test
    void runs_what_is_due_at_once_in_the_order_of_scheduling() throws Exception {
        TestConnection connection = connect(on("a", reply("A").after(ofSeconds(2)))
                .on("b", reply("B").after(ofSeconds(1)))
                .on("c", reply("C").after(ofSeconds(2))));
        connection.say("a");
        connection.say("b");
        connection.say("c");
        clock.advance(ofSeconds(2));

        assertEquals(List.of("B", "A", "C"), List.of(seen.next(), seen.next(), seen.next()));
    }

    @Test
    void runs_at_zero_what_is_due_now() throws Exception {
        connect(echo().with(latency(ZERO))).say("a");
        clock.advance(ZERO);

        assertEquals("a", seen.next());
    }

    @Test
    void a_failed_wait_lists_what_was_not_reached() throws Exception {
        server.behave(echo().with(pingEvery(ofSeconds(30))));
        for (int i = 0; i < 2; i++) {
            client.connect(server, List.of(), seen);
            server.awaitConnection();
        }
        clock.advance(ofSeconds(1));

        assertEquals(
                "no further client connected to " + server.uri()
                        + " (after 20 ms; 2 timers wait on the test's clock; the next is due in 29 s: ping every 30 s"
                        + " of server#1; call clock.advance(..); what came: server#1 GET / 101; server#2 GET / 101)",
                assertThrows(AssertionError.class, () -> server.awaitConnection(ofMillis(20)))
                        .getMessage()
                        .lines()
                        .findFirst()
                        .orElseThrow());
        server.close();
        assertEquals(List.of(), clock.planned());
    }

    @Test
    void has_one_time_for_two_servers() throws Exception {
        EchoServer other = EchoServer.builder()
                .clock(clock)
                .behavior(push(ofSeconds(2), "other"))
                .start();
        try (other) {
            connect(push(ofSeconds(3), "one"));
            Observations elsewhere = new Observations();
            client.connect(other, List.of(), elsewhere);
            assertEquals("open", elsewhere.next());
            clock.advance(ofSeconds(4));

            assertEquals(List.of("one", "one"), List.of(seen.next(), seen.next()));
            assertEquals(
                    List.of("other", "other", "other"), List.of(elsewhere.next(), elsewhere.next(), elsewhere.next()));
        }
        clock.advance(ofSeconds(2));
        assertEquals(ofSeconds(6), clock.elapsed());
    }

    @Test
    void of_two_threads_lets_one_go_after_the_other() throws Exception {
        connect(push(ofSeconds(1), template("${n}")));
        List<CompletableFuture<Void>> threads = Stream.of(3, 4)
                .map(seconds -> CompletableFuture.runAsync(() -> clock.advance(ofSeconds(seconds))))
                .toList();
        for (CompletableFuture<Void> each : threads) {
            each.get(30, TimeUnit.SECONDS);
        }

        assertEquals(ofSeconds(7), clock.elapsed());
        for (int i = 1; i <= 8; i++) {
            assertEquals(Integer.toString(i), seen.next());
        }
    }

    /** In the long run, {@code -Dwindsock.soak=true}, ten thousand. */
    @Test
    void loses_and_reorders_nothing_in_hundreds_of_advances() throws Exception {
        connect(push(ofSeconds(7), template("${n}")));
        int pushed = advanceOften(Boolean.getBoolean("windsock.soak") ? 10_000 : 200);

        List<String> texts = new ArrayList<>();
        for (int i = 0; i < pushed; i++) {
            texts.add(seen.next());
        }
        assertEquals(
                IntStream.rangeClosed(1, pushed).mapToObj(Integer::toString).toList(), texts);
    }

    /** Returns how many messages of one in seven seconds have to come. */
    private int advanceOften(int times) {
        Duration sum = ZERO;
        for (int i = 0; i < times; i++) {
            Duration step = ofMillis(1 + i * 7919L % 10_000);
            sum = sum.plus(step);
            clock.advance(step);
        }
        assertEquals(sum, clock.elapsed());
        return 1 + (int) (sum.toSeconds() / 7);
    }

    @Nested
    class is_refused {
        @Test
        void a_time_that_makes_no_sense() {
            assertEquals(
                    "time -1 ms is not between 0 s and 315360000 s",
                    assertThrows(IllegalArgumentException.class, () -> clock.advance(ofMillis(-1)))
                            .getMessage());
            assertThrows(IllegalArgumentException.class, () -> clock.advance(ofDays(3651)));
        }

        @Test
        void a_thread_of_the_engine_or_of_a_page() {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            LoopThread.run(
                    "the event loop of page#1",
                    () -> thrown.set(assertThrows(IllegalStateException.class, () -> clock.advance(ZERO))));

            assertTrue(thrown.get().getMessage().startsWith("cannot wait on the event loop of page#1"));
        }

        @Test
        void code_of_a_behavior() throws Exception {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            connect(on(
                            "a",
                            run((connection, message) -> thrown.complete(
                                    assertThrows(IllegalStateException.class, () -> clock.advance(ZERO))))))
                    .say("a");

            assertEquals(
                    "cannot advance the clock in a behavior's code, because advancing waits for that code; advance it in"
                            + " the test's thread",
                    thrown.get(30, TimeUnit.SECONDS).getMessage());
        }

        @Test
        void what_does_not_come_to_its_end() throws Exception {
            CountDownLatch latch = new CountDownLatch(1);
            EchoServer impatient = EchoServer.builder()
                    .clock(clock)
                    .timeout(ofMillis(20))
                    .behavior(push(ofSeconds(1), n -> n == 1 ? "1" : await(latch)))
                    .start();
            try (impatient) {
                client.connect(impatient, List.of(), seen);
                assertEquals("open", seen.next());

                AssertionError error = assertThrows(AssertionError.class, () -> clock.advance(ofSeconds(1)));
                assertTrue(
                        error.getMessage().startsWith("cannot advance the clock by 1 s (")
                                && error.getMessage().contains(" within 20 ms"),
                        error::getMessage);
                latch.countDown();
            }
        }

        private String await(CountDownLatch latch) {
            try {
                return Boolean.toString(latch.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void goes_on_without_a_server() {
        server.close();
        clock.advance(ofSeconds(1));

        assertEquals("1 s on the test's clock", clock.toString());
    }

    @Test
    void forgets_what_a_closed_connection_had_planned() throws Exception {
        connect(push(ofSeconds(1), "tick"));
        clock.advance(ZERO);
        assertEquals(List.of("push(ofSeconds(1), \"tick\") of server#1 in 1 s"), clock.planned());
        server.awaitConnection().reset();
        clock.advance(ZERO);

        assertEquals(List.of(), clock.planned());
    }
}
