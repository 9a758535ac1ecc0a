package io.github.windsock.assertions;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.ServerInternals;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a thread is held at, until somebody lets it go. */
final class Held {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    void pass() {
        reached.countDown();
        await(released);
    }

    /** Returns when the engine of a server is held, by what answers plain requests on its thread. */
    void holdEngineOf(EchoServer server) {
        ServerInternals.fallback(server, exchange -> {
            pass();
            exchange.refuse(200, Map.of(), new byte[0]);
            return true;
        });
        CompletableFuture<HttpResponse<Void>> unused = HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(server.httpUri()).build(), HttpResponse.BodyHandlers.discarding());
        await(reached);
    }

    void awaitReached() {
        await(reached);
    }

    void letGo() {
        released.countDown();
    }

    /** Who asks in the meantime has asked before. */
    void letGoSoon() {
        CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS).execute(this::letGo);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS), "no call, or none went on");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
