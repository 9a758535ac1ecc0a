package io.github.windsock.assertions;

import static io.github.windsock.ReadyState.CLOSED;
import static io.github.windsock.ReadyState.CLOSING;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.silent;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Fence;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the event of a situation happens: servers that say nothing by themselves, and a page. */
final class SituationSetup implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What there is before the event. */
    enum StartState {
        /** A server that nobody has asked for a connection, and which leaves attempts to the test. */
        IDLE,
        /** An attempt that the test is to answer. */
        ASKING,
        /** An open connection. */
        OPEN
    }

    final Recorder journal = Recorder.create(Settings.defaults().withTimeout(PATIENCE));
    private final List<BrowserPage> pages = new ArrayList<>();
    private final List<EchoServer> servers = new ArrayList<>();
    private final List<BrowserWebSocket> sockets = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final StartState start;
    final Place here;

    final boolean isLate;

    SituationSetup(StartState start, Situation situation) {
        this.start = start;
        this.isLate = situation == Situation.LATE;
        this.here = place(start());
    }

    /** Another connection of the same server, or another server where there is none. */
    Place elsewhere() {
        return place(start == StartState.IDLE ? start() : here.server());
    }

    private EchoServer start() {
        Behavior behavior = start == StartState.OPEN ? silent() : ask();
        servers.add(EchoServer.builder().journal(journal).behavior(behavior).start());
        return servers.get(servers.size() - 1);
    }

    private Place place(EchoServer server) {
        if (start == StartState.IDLE) {
            return new Place(this, server, null, null);
        }
        BrowserWebSocket socket = openSocket(server, "/");
        Attempt attempt = server.awaitAttempt();
        if (start == StartState.OPEN) {
            assertReadyState(OPEN, socket);
        }
        places.add(new Place(this, server, socket, attempt));
        return places.get(places.size() - 1);
    }

    BrowserWebSocket openSocket(EchoServer server, String path) {
        BrowserPage page = BrowserPage.builder().journal(journal).build(); // one connects to one server at a time only
        pages.add(page);
        BrowserWebSocket socket = page.open(server.uri(path));
        sockets.add(socket);
        return socket;
    }

    /** Returns when all that was done has arrived everywhere, and what ends has ended at both ends. */
    void settle() {
        places.stream().filter(place -> place.client() != null).forEach(this::awaitAnswer);
        assertTrue(Fence.behindAll(journal, PATIENCE).pass(), "what was done has not arrived");
        Stream<ServerConnection> connections = servers.stream().flatMap(server -> server.connections().stream());
        Stream.concat(sockets.stream(), connections)
                .filter(party -> PartyLog.of(party).readyState().compareTo(CLOSING) >= 0)
                .forEach(party -> assertReadyState(CLOSED, party));
    }

    private void awaitAnswer(Place place) {
        int status = place.attempt().handshake().status();
        if (status == 101) {
            await(place.socket())
                    .until(() -> PartyLog.of(place.socket()).handledStates().contains(OPEN));
        } else if (status != 0 || place.socket().readyState().compareTo(CLOSING) >= 0) {
            assertReadyState(CLOSED, place.socket());
            await(place.server()).until(() -> place.attempt().end().isPresent());
        }
    }

    @Override
    public void close() {
        pages.forEach(BrowserPage::close);
        servers.forEach(EchoServer::close);
    }

    /** The one that an assertion is about, or another one. */
    record Place(
            SituationSetup setup,
            EchoServer server,
            @Nullable BrowserWebSocket client,
            @Nullable Attempt asked) {

        BrowserWebSocket socket() {
            return requireNonNull(client);
        }

        Attempt attempt() {
            return requireNonNull(asked);
        }

        ServerConnection connection() {
            return attempt().connection().orElseThrow();
        }

        /** A client opens a connection, and has it when this returns. */
        void opens(String path) {
            assertReadyState(OPEN, setup.openSocket(server, path));
        }

        /** A client asks for a connection, and the server knows when this returns. */
        void asks() {
            int number = server.attempts().size() + 1;
            setup.openSocket(server, "/");
            await(server).until(() -> server.attempts().size() == number);
        }
    }
}
