package io.github.windsock.assertions;

import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.testkit.Gate;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The one thread on which servers read. */
final class EngineThread {

    private EngineThread() {}

    /** Blocks it at a gate, by what answers plain requests there. */
    static void block(EchoServer server, Gate gate) {
        ServerInternals.fallback(server, exchange -> {
            gate.pass();
            exchange.refuse(200, Map.of(), new byte[0]);
            return true;
        });
        CompletableFuture<HttpResponse<Void>> unused = HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(server.httpUri()).build(), HttpResponse.BodyHandlers.discarding());
        gate.awaitReached();
    }
}
