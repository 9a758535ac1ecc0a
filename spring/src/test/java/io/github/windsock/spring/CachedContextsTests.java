package io.github.windsock.spring;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Ten classes with two contexts between them, as a build has them: one after the other, and at the same time. */
@SuppressWarnings("unused") // the samples are run by JUnit
class CachedContextsTests {

    private static final List<Class<?>> TEN =
            List.of(A.class, B.class, C.class, D.class, E.class, F.class, G.class, H.class, I.class, J.class);

    private static final Set<ApplicationContext> CONTEXTS = ConcurrentHashMap.newKeySet();
    private static final Set<EchoServer> SERVERS = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger PRICE = new AtomicInteger();

    @BeforeEach
    void forget() {
        CONTEXTS.clear();
        SERVERS.clear();
    }

    abstract static class Sample {

        @Autowired
        ApplicationContext context;

        @Autowired
        Prices prices;

        @Test
        void shows_a_price(EchoServer server) {
            show(server.awaitConnection(), server);
        }

        @Test
        void shows_another(EchoServer server) {
            show(server.awaitConnection(), server);
        }

        @Test
        void sees_nothing_of_others(EchoServer server, BrowserWebSocket own, Journal journal) {
            String text = "price " + PRICE.incrementAndGet();
            own.send(text);
            assertReceived(text, own);
            assertEquals(
                    1,
                    server.attempts().stream()
                            .filter(it -> it.connection()
                                    .filter(end -> PartyLog.of(end).peer().isPresent())
                                    .isPresent())
                            .count());
            assertEquals(List.of(text), texts(journal));
        }

        private void show(ServerConnection application, EchoServer server) {
            CONTEXTS.add(context);
            SERVERS.add(server);
            String price = "price " + PRICE.incrementAndGet();
            application.send(price);
            await(server).until(() -> prices.latest().equals(price));
        }

        private static List<String> texts(Journal journal) {
            return journal.entries().stream()
                    .flatMap(entry -> entry.event().message().stream())
                    .map(message -> message.text())
                    .distinct()
                    .toList();
        }
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("feed.url")
    abstract static class Root extends Sample {}

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty(value = "feed.url", path = "/prices")
    abstract static class Path extends Sample {}

    static class A extends Root {}

    static class B extends Path {}

    static class C extends Root {}

    static class D extends Path {}

    static class E extends Root {}

    static class F extends Path {}

    static class G extends Root {}

    static class H extends Path {}

    static class I extends Root {}

    static class J extends Path {}

    @Test
    void one_after_the_other_they_share_the_servers_of_their_contexts() throws InterruptedException {
        Kit.of(TEN).with("windsock.leftovers", "fail").succeeds(30);
        assertTwoAndNothingLeft();
    }

    @Test
    void at_the_same_time_they_wait_for_each_other() throws InterruptedException {
        Kit.of(TEN).with("windsock.leftovers", "fail").concurrently().succeeds(30);
        assertTwoAndNothingLeft();
    }

    private static void assertTwoAndNothingLeft() throws InterruptedException {
        assertEquals(2, CONTEXTS.size());
        assertEquals(2, SERVERS.size());
        assertTrue(SERVERS.stream().allMatch(it -> it.toString().endsWith(" closed")), SERVERS::toString);
        for (List<Thread> left = threads(); !left.isEmpty(); left = threads()) {
            left.get(0).join(Duration.ofSeconds(20).toMillis()); // the engine outlives its last server by two seconds
            assertFalse(left.get(0).isAlive(), left::toString);
        }
    }

    /** Of whoever: other tests of this module have closed their contexts. */
    private static List<Thread> threads() {
        List<Thread> threads = new ArrayList<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("windsock-"));
        return threads;
    }
}
