package io.github.windsock.junit;

import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Answer;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.PartyLog;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds connections that the code under test has left open. Its Close frame, or FIN, may still be on the way: so each is
 * sent a ping first, whose pong cannot overtake them.
 */
final class OpenConnectionsCheck {

    private static final Payload FENCE = Payload.ofText("left open?");
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private OpenConnectionsCheck() {}

    static List<ServerConnection> of(EchoServer server, List<ServerConnection> older) {
        List<ServerConnection> candidates = new ArrayList<>();
        for (ServerConnection connection : server.connections()) {
            if (!older.contains(connection) && isForeign(connection) && isOpen(connection)) {
                ping(connection);
                candidates.add(connection);
            }
        }
        List<ServerConnection> left = new ArrayList<>();
        for (ServerConnection candidate : candidates) {
            if (isStillOpen(candidate)) {
                left.add(candidate);
            }
        }
        return left;
    }

    /** Windsock's own sockets have their other end in the same journal, and are closed with their page. */
    private static boolean isForeign(ServerConnection connection) {
        return connection.ledger().peer().isEmpty();
    }

    private static boolean isOpen(ServerConnection connection) {
        return connection.readyState() == ReadyState.OPEN;
    }

    private static void ping(ServerConnection connection) {
        try {
            connection.ping(FENCE.toByteArray());
        } catch (IllegalStateException e) {
            // it has been closed since it was looked at, so it is not left open
        }
    }

    private static boolean isStillOpen(ServerConnection connection) {
        PartyLog ledger = connection.ledger();
        connection
                .journal()
                .await(
                        ledger,
                        PATIENCE,
                        () -> !isOpen(connection) || hasPong(ledger) ? Answer.found(true) : Answer.pending());
        return isOpen(connection);
    }

    private static boolean hasPong(PartyLog ledger) {
        return ledger.entries().stream()
                .filter(entry -> entry.event().kind() == Kind.PONG_RECEIVED)
                .anyMatch(entry -> entry.event().payload().filter(FENCE::equals).isPresent());
    }
}
