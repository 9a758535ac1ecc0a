package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;

/** Two servers and two pages: with the usual timeout, and with a short one for what fails by waiting in vain. */
abstract class AssertionsFixture {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What fails by waiting in vain waits this long; what must come has been waited for before, with patience. */
    static final Duration IN_VAIN = Duration.ofMillis(150);

    final Recorder journal = Recorder.create(Settings.defaults());
    final Journal hasty = Recorder.create(Settings.defaults().withTimeout(IN_VAIN));

    final EchoServer server = EchoServer.builder().journal(journal).start();
    final EchoServer hastyServer = EchoServer.builder().journal(hasty).start();
    final BrowserPage page = BrowserPage.builder().journal(journal).build();
    final BrowserPage hastyPage = BrowserPage.builder().journal(hasty).build();

    @AfterEach
    void close() {
        page.close();
        hastyPage.close();
        server.close();
        hastyServer.close();
    }

    BrowserWebSocket open() {
        return open(page, server);
    }

    /** A socket whose assertions in vain do not take long. */
    BrowserWebSocket hasty() {
        return open(hastyPage, hastyServer);
    }

    static BrowserWebSocket open(BrowserPage page, EchoServer server) {
        BrowserWebSocket socket = page.open(server.uri());
        // The timeout of the hasty journal is for what never comes; connecting may take longer on a busy machine.
        eventually(socket, () -> PartyLog.of(socket).handledStates().contains(OPEN));
        return socket;
    }

    /** Sends texts and waits for their echo without claiming it, so that an assertion in vain has all there is to see. */
    static void exchange(BrowserWebSocket socket, String... texts) {
        int before = socket.received().size();
        List.of(texts).forEach(socket::send);
        eventually(socket, () -> socket.received().size() == before + texts.length);
    }

    static void eventually(BrowserWebSocket socket, BooleanSupplier condition) {
        Outcome<Boolean> outcome = Recorder.of(socket)
                .await(null, PATIENCE, () -> condition.getAsBoolean() ? Answer.found(true) : Answer.pending());
        assertInstanceOf(Outcome.Met.class, outcome);
    }

    static ServerConnection accepted(EchoServer server) {
        return server.awaitConnection(PATIENCE);
    }

    static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String head(AssertionError failure) {
        String message = failure.getMessage();
        return message.substring(0, message.indexOf("\n\n"));
    }

    static void assertFails(String expected, Executable assertion) {
        AssertionError failure = assertThrows(AssertionError.class, assertion);
        assertEquals(expected.substring(0, expected.indexOf("\n\n")), head(failure));
        Golden.assertSame(expected, failure);
    }
}
