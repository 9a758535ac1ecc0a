package io.github.windsock.assertions;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Payload;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.server.internal.handshake.RequestFilter;
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

    /** Holds the server's engine at a plain request for {@code /held}: what handles one runs on its thread. */
    RequestFilter holdsEngine() {
        return request -> request.handshake().path().equals("/held")
                ? FilterResult.handle(open -> {
                    pass();
                    open.answer(FilterResult.answer(200, Map.of(), Payload.of(), ""));
                })
                : FilterResult.pass();
    }

    /** Returns when the engine of a server with that filter is held. */
    void holdEngineOf(EchoServer server) {
        CompletableFuture<HttpResponse<Void>> unused = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(server.httpUri().resolve("/held"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
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
            assertTrue(latch.await(30, TimeUnit.SECONDS), "nobody came, or let it go");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
