package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;

import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.server.EchoServer;

/** The pattern of a class of the crowd: {@link CrowdLoader} changes the number in its name. */
public class Crowd0000 extends Crowd {

    public Crowd0000() {}

    /** Starts the engines of server and client with a class of this class's loader on the stack. */
    @SuppressWarnings("unused") // called by reflection
    public static EchoServer start() {
        EchoServer server = EchoServer.start();
        try (BrowserPage page = BrowserPage.create()) {
            assertReadyState(ReadyState.OPEN, page.open(server.uri()));
        }
        return server;
    }
}
