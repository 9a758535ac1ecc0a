package io.github.windsock.junit;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Fence;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds connections that the code under test has left open. Its Close frame, or FIN, may still be on the way, and no pong
 * proves that it is not: some clients let a pong overtake what they have still to send.
 */
final class OpenConnectionsCheck {

    /** A warning is not a verdict: it is not worth more. */
    private static final Duration PATIENCE_OF_A_WARNING = Duration.ofMillis(250);

    private OpenConnectionsCheck() {}

    /**
     * Returns what is still open, of clients not of Windsock's.
     *
     * @param older connections that were there before
     * @param isVerdict whether the test is to fail; then each has the timeout to end
     */
    static List<ServerConnection> of(EchoServer server, List<ServerConnection> older, boolean isVerdict) {
        List<ServerConnection> candidates = stillOpen(server.connections());
        candidates.removeIf(connection -> older.contains(connection) || !isForeign(connection));
        if (candidates.isEmpty()) {
            return List.of();
        }
        Recorder journal = Recorder.of(server);
        if (isVerdict) {
            journal.await(null, () -> stillOpen(candidates).isEmpty() ? Answer.found(true) : Answer.pending());
        } else {
            Fence.behindAll(journal, PATIENCE_OF_A_WARNING).pass();
        }
        return stillOpen(candidates);
    }

    /** Windsock's own sockets have their other end in the same journal, and are closed with their page. */
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
