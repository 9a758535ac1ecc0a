package io.github.windsock.spring;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application that is connected as long as it lives. It does not wait until it is, as most do not. */
final class Prices implements WebSocket.Listener, AutoCloseable {

    private final CompletableFuture<WebSocket> socket;
    private volatile String latest = "";
    private volatile int closedWith;

    Prices(URI url) {
        socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(url, this);
    }

    String latest() {
        return latest;
    }

    /** Waits until the application knows that it is connected, which is after the server does. */
    void awaitOpen() {
        socket.orTimeout(30, TimeUnit.SECONDS).join();
    }

    int closedWith() {
        return closedWith;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        latest = text.toString();
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closedWith = status;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        socket.thenAccept(WebSocket::abort);
    }

    /** Reads {@code feed.url}. */
    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        Prices prices(@Value("${feed.url}") URI url) {
            return new Prices(url);
        }
    }
}
