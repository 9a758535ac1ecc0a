package io.github.windsock.loops;

import static io.github.windsock.Matchers.message;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.uploadLatency;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Both ends act and end their connection at the same time, in many ways. The end of each is the last of it. */
class RandomEndTests {
    private static final int SEEDS = Boolean.getBoolean("windsock.soak") ? 20_000 : 100;

    private static final List<Behavior> BEHAVIORS = List.of(
            echo(),
            silent(),
            sendMessage("hello").then(echo()),
            echo().with(uploadLatency(Duration.ofMillis(1))),
            on(message("any", it -> true), echo()),
            script().expect("a").send("b").expect("c").close(3001, "done"));

    @Test
    void nothing_is_recorded_after_the_end_of_a_connection() {
        ExecutorService serversThread = Executors.newSingleThreadExecutor();
        try {
            for (int seed = 0; seed < SEEDS; seed++) {
                play(seed, serversThread);
            }
        } finally {
            serversThread.shutdown();
        }
    }

    private static void play(int seed, ExecutorService serversThread) {
        Recorder journal = Recorder.create();
        try (EchoServer server = EchoServer.builder().journal(journal).start();
                BrowserPage page = BrowserPage.builder().journal(journal).build()) {
            server.behave(ask());
            BrowserWebSocket socket = page.open(server.uri());
            Attempt attempt = server.awaitAttempt();
            CompletableFuture<Void> serversEnd = CompletableFuture.runAsync(
                    () -> new ServersEnd(new Random(seed), server).play(attempt), serversThread);
            if (seed % 4 > 0) {
                await(journal, socket, state -> state != ReadyState.CONNECTING);
            }
            new PagesEnd(new Random(~seed), page, socket).play();
            serversEnd.join();
            await(journal, socket, state -> state == ReadyState.CLOSED);
            attempt.connection().ifPresent(it -> await(journal, it, state -> state == ReadyState.CLOSED));
        }
        assertNothingAfterEnd(seed, journal);
    }

    private static void await(Recorder journal, Party party, Predicate<ReadyState> isWanted) {
        journal.await(
                PartyLog.of(party), () -> isWanted.test(party.readyState()) ? Answer.found(true) : Answer.pending());
        assertTrue(isWanted.test(party.readyState()), () -> party + " is " + party.readyState());
    }

    private static void assertNothingAfterEnd(int seed, Recorder journal) {
        Map<String, List<Entry>> all = journal.entries().stream().collect(Collectors.groupingBy(Entry::party));
        all.forEach((party, entries) -> {
            List<Event> sinceEnd = entries.stream()
                    .map(Entry::event)
                    .dropWhile(event -> event.kind() != Kind.CLOSED)
                    .filter(event -> !event.summary().startsWith("not sent")) // the page sends on a closed socket
                    .toList();
            assertTrue(sinceEnd.size() <= 1, () -> party + " with seed " + seed + ": " + journal.entries());
        });
    }

    private record ServersEnd(Random chance, EchoServer server) {

        /** Acts until the page has ended the connection, or the attempt. */
        void play(Attempt attempt) {
            try {
                play(attempt.accept(any()));
            } catch (IllegalStateException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("server#1"), e::toString);
            }
        }

        private void play(ServerConnection connection) {
            for (int left = chance.nextInt(4); left > 0; left--) {
                act(connection);
            }
            end(connection);
        }

        private Behavior any() {
            return BEHAVIORS.get(chance.nextInt(BEHAVIORS.size()));
        }

        private void act(ServerConnection connection) {
            switch (chance.nextInt(4)) {
                case 0 -> connection.send("c");
                case 1 -> connection.ping();
                case 2 -> connection.behave(any());
                default -> {
                    connection.stall();
                    connection.resume();
                }
            }
        }

        private void end(ServerConnection connection) {
            switch (chance.nextInt(5)) {
                case 0 -> connection.close(3002, "server");
                case 1 -> connection.drop();
                case 2 -> connection.reset();
                case 3 -> server.close();
                default -> connection.send("c");
            }
        }
    }

    private record PagesEnd(Random chance, BrowserPage page, BrowserWebSocket socket) {

        void play() {
            for (int left = chance.nextInt(4); left > 0 && socket.readyState() == ReadyState.OPEN; left--) {
                socket.send("a");
            }
            switch (chance.nextInt(4)) {
                case 0, 1 -> socket.close(3003, "page");
                case 2 -> socket.inspect().abort();
                default -> page.close();
            }
        }
    }
}
