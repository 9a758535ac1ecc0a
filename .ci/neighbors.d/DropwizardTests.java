import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Dropwizard 4 brings Jetty 11. */
@WithEchoServer
class DropwizardTests {

    private static void exchange(BrowserWebSocket socket) {
        socket.send("hello");
        assertReceived("hello", socket);
        socket.close(3005, "done");
        assertClosedWith(3005, "done", socket);
    }

    private static String get(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/hello")).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Path("/hello")
    public static class Hello {
        @GET
        public String hello() {
            return "hello";
        }
    }

    public static class App extends Application<Configuration> {
        @Override
        public void run(Configuration configuration, Environment environment) {
            environment.jersey().register(new Hello());
        }
    }

    @Test
    void both_work(BrowserWebSocket socket) throws Exception {
        DropwizardTestSupport<Configuration> server = new DropwizardTestSupport<>(
                App.class,
                (String) null,
                ConfigOverride.config("server.applicationConnectors[0].port", "0"),
                ConfigOverride.config("server.adminConnectors[0].port", "0"));
        server.before();
        try {
            exchange(socket);
            assertEquals("hello", get(server.getLocalPort()));
        } finally {
            server.after();
        }
    }
}
