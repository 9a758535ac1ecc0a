package examples.spring;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;

/** The code under test: an application that is connected to its server for as long as it lives. */
@SpringBootConfiguration
class PriceApplication {

    static final AtomicInteger STARTED = new AtomicInteger();

    @Bean
    Prices prices(@Value("${prices.url}") URI url) {
        STARTED.incrementAndGet();
        return new Prices(url);
    }

    static final class Prices implements WebSocket.Listener, AutoCloseable {

        private final WebSocket socket;
        private volatile int latest;

        Prices(URI url) {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(url, this)
                    .join();
        }

        int latest() {
            return latest;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            latest = Integer.parseInt(text.toString());
            from.request(1);
            return null; // the text has been taken
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
