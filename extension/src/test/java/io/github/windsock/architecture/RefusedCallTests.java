package io.github.windsock.architecture;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.awaitMessage;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Calls at a wrong time: a second one, one after the end, a wait on the thread that would have to end it. */
@Timeout(60)
class RefusedCallTests {
    private final EchoServer server = EchoServer.start();
    private final BrowserPage page =
            BrowserPage.builder().journal(server.journal()).build();
    private final BrowserWebSocket socket = page.open(server.uri());
    private final ServerConnection connection = server.awaitConnection();

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
    }

    @Test
    void a_second_end_does_nothing() {
        assertAll(
                () -> assertDoesNotThrow(() -> socket.close()),
                () -> assertDoesNotThrow(() -> socket.close()),
                () -> assertDoesNotThrow(() -> connection.close(1000, "")),
                () -> assertDoesNotThrow(() -> connection.close(1000, "")),
                () -> assertDoesNotThrow(connection::drop),
                () -> assertDoesNotThrow(connection::reset),
                () -> assertDoesNotThrow(connection::reset),
                () -> assertDoesNotThrow(server::goDown),
                () -> assertDoesNotThrow(server::goDown),
                () -> assertDoesNotThrow(server::comeBack),
                () -> assertDoesNotThrow(server::comeBack),
                () -> assertDoesNotThrow(page::close),
                () -> assertDoesNotThrow(page::close),
                () -> assertDoesNotThrow(server::close),
                () -> assertDoesNotThrow(server::close));
    }

    @Test
    void a_server_that_is_closed_says_so() {
        server.close();
        String closed = "the server at " + server.uri() + " is closed; start another one";
        assertAll(
                () -> assertRefused(closed, () -> server.behave(Behaviors.echo())),
                () -> assertRefused(closed, () -> server.at("/x").behave(Behaviors.echo())),
                () -> assertRefused(closed, server::awaitConnection),
                () -> assertRefused(closed, server::awaitAttempt),
                () -> assertRefused(closed, () -> server.awaitAttempts(2)),
                () -> assertRefused(closed, server::goDown),
                () -> assertRefused(closed, server::comeBack),
                () -> assertRefused(closed, () -> server.whileDown(() -> {})));
    }

    @Test
    void a_page_that_is_closed_says_so() {
        page.close();
        assertRefused(
                "the page is closed and cannot open " + server.uri() + "/; open another page",
                () -> page.open(server.uri()));
    }

    @Test
    void an_attempt_is_answered_once() {
        server.behave(Behaviors.ask());
        page.open(server.uri());
        Attempt attempt = server.awaitAttempts(2).get(1);
        attempt.accept();
        String answered = "server#2 GET / 101 has been answered already";
        assertAll(
                () -> assertRefused(answered, attempt::accept),
                () -> assertRefused(answered, () -> attempt.refuse(503)));
    }

    /** A wait on the page's loop would keep the loop from bringing what is waited for. */
    @Test
    void a_wait_on_the_loop_of_a_page_is_refused() {
        for (Executable wait : List.<Executable>of(
                () -> assertReceived("x", socket),
                () -> awaitMessage(connection),
                server::awaitConnection,
                server::awaitAttempt,
                () -> server.awaitAttempts(9),
                server::verify)) {
            CompletableFuture<Throwable> refusal = new CompletableFuture<>();
            page.run(() -> {
                try {
                    wait.execute();
                    refusal.complete(new AssertionError("it waited"));
                } catch (Throwable e) {
                    refusal.complete(e);
                }
            });
            assertEquals(
                    "cannot wait on a page's event loop: what is waited for could never happen; assert in the test's"
                            + " thread, or look without waiting",
                    assertDoesNotThrow(() -> refusal.get(60, TimeUnit.SECONDS)).getMessage());
        }
    }
}
