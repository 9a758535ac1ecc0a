package io.github.windsock.junit;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Fence;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds connections that the code under test has left open. Its Close frame or FIN may still be on its way, and a pong
 * does not prove the opposite: some clients send a pong before queued data.
 */
final class OpenConnectionsCheck {

    /** Short, because a warning does not decide the result of the test. */
    private static final Duration PATIENCE_OF_A_WARNING = Duration.ofMillis(250);

    private static final Set<Kind> FRAMES = EnumSet.of(Kind.RECEIVED, Kind.PING_RECEIVED, Kind.PONG_RECEIVED);

    private OpenConnectionsCheck() {}

    /**
     * Returns the connections of foreign clients that are still open, as a report names them.
     *
     * @param older connections that existed before the test
     * @param isVerdict whether the test fails for them; then they have the whole timeout to end
     */
    static List<String> of(EchoServer server, List<ServerConnection> older, boolean isVerdict) {
        List<ServerConnection> candidates = new ArrayList<>();
        for (ServerConnection connection : stillOpen(server.connections())) {
            if (!older.contains(connection) && isForeign(connection)) {
                candidates.add(connection);
            }
        }
        if (candidates.isEmpty()) {
            return List.of();
        }
        List<ServerConnection> unheard = withoutFrames(candidates); // now: what comes during the check comes too late
        candidates.forEach(ServerConnection::resume); // a server that does not read cannot see that its client has left
        Recorder journal = Recorder.of(server);
        if (isVerdict) {
            journal.await(null, () -> stillOpen(candidates).isEmpty() ? Answer.found(true) : Answer.pending());
        } else {
            Fence.behindAll(journal, PATIENCE_OF_A_WARNING).pass();
        }
        return stillOpen(candidates).stream()
                .map(connection -> describe(connection, unheard.contains(connection)))
                .toList();
    }

    private static String describe(ServerConnection connection, boolean isUnheard) {
        String note = isUnheard
                ? "; nothing had come from its client when the test ended: it may have been still connecting"
                : "";
        return PartyLog.of(connection) + " (" + connection.handshake().target() + note + ")";
    }

    /** The server has answered their handshakes, but nothing shows that their clients have read that. */
    private static List<ServerConnection> withoutFrames(List<ServerConnection> connections) {
        return connections.stream()
                .filter(connection -> PartyLog.of(connection).entries().stream()
                        .noneMatch(entry -> FRAMES.contains(entry.event().kind())))
                .toList();
    }

    /** Windsock's own sockets have their other end in the same journal; they are closed with their page. */
    private static boolean isForeign(ServerConnection connection) {
        return PartyLog.of(connection).peer().isEmpty();
    }

    private static List<ServerConnection> stillOpen(List<ServerConnection> connections) {
        List<ServerConnection> open = new ArrayList<>();
        for (ServerConnection connection : connections) {
            if (connection.readyState() == ReadyState.OPEN) {
                open.add(connection);
            }
        }
        return open;
    }
}
