package io.github.windsock.client.javawebsocket;

import io.github.windsock.CloseStatus;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * How a recorded client closes: which Close frames were sent and received, and what the library makes of them for its
 * {@code onClose}. Guarded by the recording.
 */
final class ClientClosing {
    private String refusal = "";
    private @Nullable CloseStatus received;
    private @Nullable Reported sent;
    private @Nullable Answering answering;
    private @Nullable Reported decided;

    /** A Close frame of the server, while the library handles it. */
    private record Answering(Reported reported, Thread thread) {}

    /** The client has refused the server's answer to its handshake. */
    void refuse(String why) {
        refusal = why;
    }

    /** A Close frame has arrived; returns whether it is the first. */
    boolean receive(CloseStatus status) {
        boolean isFirst = received == null;
        if (isFirst) {
            received = status;
        }
        return isFirst;
    }

    boolean hasReceived() {
        return received != null;
    }

    void send(CloseFrame frame) {
        sent = Reported.of(frame);
    }

    /** The library begins to handle a Close frame, on this thread. */
    void beginAnswer(CloseFrame frame) {
        answering = new Answering(Reported.of(frame), Thread.currentThread());
    }

    void endAnswer() {
        answering = null;
    }

    /** The library has decided which close it will report at the end of the connection. */
    void decide() {
        if (answering != null && answering.thread() == Thread.currentThread()) {
            decided = answering.reported();
        } else if (sent != null) {
            decided = sent;
        } else {
            decided = refusal.isEmpty() ? Reported.LOST : new Reported(CloseFrame.PROTOCOL_ERROR, null);
        }
    }

    /** Returns the status that the client received; 1006 if there was no Close frame. */
    CloseStatus status() {
        return received == null ? CloseStatus.ABNORMAL : received;
    }

    boolean wasClean() {
        return received != null && sent != null;
    }

    /**
     * Returns why no Close frame arrived, and what {@code onClose} was told if that differs from the status.
     *
     * @param wasOpen whether the connection was open
     * @param isOfItself whether the library closed because the connection ended, and not because its user asked for it
     */
    String why(boolean wasOpen, boolean isOfItself) {
        return Stream.of(
                        received == null ? whyNone(wasOpen) : "",
                        reported(isOfItself).map(it -> it.beside(status())).orElse(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private String whyNone(boolean wasOpen) {
        if (!refusal.isEmpty()) {
            return "the client refused the server's answer: " + refusal;
        }
        if (!wasOpen) {
            return "it did not connect";
        }
        return sent == null ? "no Close frame arrived" : "the client did not wait for the server's Close frame";
    }

    /**
     * Returns what the client's {@code onClose} was told; empty if that was the arguments of {@code closeConnection}.
     */
    private Optional<Reported> reported(boolean isOfItself) {
        if (answering != null) {
            return Optional.of(answering.reported());
        }
        if (!isOfItself) {
            return Optional.empty();
        }
        return Optional.of(decided == null ? Reported.LOST : decided);
    }
}
