import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.junit.WithEchoServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

/** Dropwizard 4 brings Jetty 11. */
@WithEchoServer
class DropwizardTests {

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
            Exchange.over(socket, server.getLocalPort());
        } finally {
            server.after();
        }
    }
}
