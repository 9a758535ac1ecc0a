package io.github.windsock.loops;

import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedCleanly;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Journal;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.Threads;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The main job a hundred times, several at once, so that both cores are busy: nothing may be lost, or left. */
@Isolated("counts the threads of the JVM")
class TutorialLoopTests {

    private static final int RUNS = Boolean.getBoolean("windsock.soak") ? 10_000 : 100;
    private static final int AT_ONCE = 4;

    @Test
    void the_tutorial_loses_nothing_and_leaves_nothing() throws InterruptedException {
        run(Tutorial.class, RUNS);
        Threads.awaitNone();
    }

    @Test
    void listeners_that_reply_and_listeners_that_block_keep_the_order_causal() {
        run(AddedListeners.class, 2 * (RUNS / 2));
    }

    private static void run(Class<?> sample, int runs) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(sample))
                .configurationParameter("windsock.timeout", "30s")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", String.valueOf(AT_ONCE))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(runs, finishedSuccessfully());
    }

    static IntStream runs() {
        return IntStream.range(0, RUNS);
    }

    static IntStream halfTheRuns() {
        return IntStream.range(0, RUNS / 2);
    }

    @WithEchoServer(alias = "echo.websocket.org")
    static class Tutorial {

        @ParameterizedTest
        @MethodSource("io.github.windsock.loops.TutorialLoopTests#runs")
        void says_hello_and_closes_with_a_reason(int run, BrowserWebSocket socket, EchoServer server) {
            assertReadyState(OPEN, socket);
            socket.send("hello WebSocket");
            assertReceived("hello WebSocket", socket);
            socket.close(3005, "我就是要关闭它");
            assertClosedWith(3005, "我就是要关闭它", socket);
            assertClosedCleanly(socket);
            ServerConnection connection = server.awaitConnection();
            assertReceivedExactly(List.of("hello WebSocket"), connection);
            assertClosedWith(3005, "我就是要关闭它", connection);
            assertClosedCleanly(connection);
        }
    }

    @WithEchoServer
    static class AddedListeners {

        @ParameterizedTest
        @MethodSource("io.github.windsock.loops.TutorialLoopTests#halfTheRuns")
        void a_listener_replies(int run, BrowserPage page, EchoServer server, Journal journal) {
            BrowserWebSocket socket = page.open(server.uri(), it -> {
                it.onOpen(event -> it.send("1"));
                it.onMessage(event -> {
                    int n = Integer.parseInt(event.message().text());
                    if (n < 5) {
                        it.send(String.valueOf(n + 1));
                    } else {
                        it.close(3005, "done");
                    }
                });
            });
            assertClosedWith(3005, "done", socket);
            assertReceivedExactly(List.of("1", "2", "3", "4", "5"), socket);
            assertClosedWith(3005, "done", server.awaitConnection());
            assertCausal(journal);
        }

        @ParameterizedTest
        @MethodSource("io.github.windsock.loops.TutorialLoopTests#halfTheRuns")
        void a_listener_blocks(int run, BrowserPage page, EchoServer server, Journal journal) {
            BrowserWebSocket socket = page.open(
                    server.uri(),
                    it -> it.onMessage(event -> burn(ThreadLocalRandom.current().nextInt(200_000))));
            assertReadyState(OPEN, socket);
            IntStream.rangeClosed(1, 5).forEach(n -> socket.send(String.valueOf(n)));
            assertReceivedExactly(List.of("1", "2", "3", "4", "5"), socket);
            socket.close(3005, "done");
            assertClosedWith(3005, "done", socket);
            assertCausal(journal);
        }

        private static void burn(int nanos) {
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }

        /** What one end receives stands behind its sending by the other end, message by message. */
        private static void assertCausal(Journal journal) {
            List<Entry> entries = journal.entries();
            for (String sender : List.of("client#1", "server#1")) {
                String receiver = sender.equals("client#1") ? "server#1" : "client#1";
                List<Long> sent = sequences(entries, sender, Kind.SENT);
                List<Long> received = sequences(entries, receiver, Kind.RECEIVED);
                for (int i = 0; i < received.size(); i++) {
                    if (received.get(i) < sent.get(i)) {
                        throw new AssertionError("message " + i + " came before it was sent\n" + journal.timeline());
                    }
                }
            }
        }

        private static List<Long> sequences(List<Entry> entries, String party, Kind kind) {
            return entries.stream()
                    .filter(entry ->
                            entry.party().equals(party) && entry.event().kind() == kind)
                    .map(Entry::sequence)
                    .toList();
        }
    }
}
