package io.github.windsock.client;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Waits on a socket's journal, as the assertions of the library do. */
final class Await {
    private Await() {}

    static void until(BrowserWebSocket socket, String what, BooleanSupplier condition) {
        Outcome<Boolean> outcome = Recorder.of(socket)
                .await(PartyLog.of(socket), () -> condition.getAsBoolean() ? Answer.found(true) : Answer.pending());
        if (outcome instanceof Outcome.Missed<Boolean> missed) {
            throw new AssertionError(what + " did not happen: " + missed.why() + "\n"
                    + socket.journal().timeline());
        }
    }

    /** The listeners of {@code open} have run, so that what the test does next cannot overtake them. */
    static BrowserWebSocket open(BrowserWebSocket socket) {
        until(socket, "open", () -> PartyLog.of(socket).handledStates().stream().anyMatch(Await::isPastConnecting));
        return socket;
    }

    static BrowserWebSocket closed(BrowserWebSocket socket) {
        until(socket, "close", () -> PartyLog.of(socket).isOver());
        return socket;
    }

    static void received(BrowserWebSocket socket, int messages) {
        until(
                socket,
                messages + " messages",
                () -> PartyLog.of(socket).entries().stream()
                                .filter(entry -> entry.event().kind() == Kind.RECEIVED && entry.isHandled())
                                .count()
                        >= messages);
    }

    /** Returns the last entry of a socket, which does not wait. */
    static Entry lastEntry(BrowserWebSocket socket) {
        List<Entry> entries = PartyLog.of(socket).entries();
        return entries.get(entries.size() - 1);
    }

    private static boolean isPastConnecting(ReadyState state) {
        return state != ReadyState.CONNECTING;
    }
}
