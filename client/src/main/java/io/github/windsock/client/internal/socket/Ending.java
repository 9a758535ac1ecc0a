package io.github.windsock.client.internal.socket;

import io.github.windsock.CloseStatus;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How a connection ended.
 *
 * @param failed whether the page gets an {@code error} event
 * @param status the status that the server sent, or 1006
 * @param clean whether both ends sent a Close frame
 * @param why the reason, for the journal; a page never learns it
 */
public record Ending(boolean failed, CloseStatus status, boolean clean, String why) {
    /** The server's Close frame arrived; {@code clean} says whether the answer was written. */
    public static Ending closed(CloseStatus status, boolean clean) {
        return new Ending(false, status, clean, clean ? "" : "the server did not take the answer to its Close frame");
    }

    /** The server did not complete the closing handshake in time. */
    public static Ending timedOut(String why) {
        return new Ending(false, CloseStatus.ABNORMAL, false, "no Close frame arrived: " + why);
    }

    public static Ending failed(String why) {
        return new Ending(true, CloseStatus.ABNORMAL, false, why);
    }

    /**
     * The server ended the connection without a Close frame, in order ({@code null}) or with an error.
     *
     * @param part how much of an answer to the handshake had arrived, as a further clause; may be empty
     */
    public static Ending lost(@Nullable IOException cause, boolean opened, String part) {
        String how = failure(cause);
        if (opened) {
            return failed("no Close frame arrived: " + how);
        }
        return failed(cause instanceof SSLException ? how : how + " before it answered the handshake" + part);
    }

    private static String failure(@Nullable IOException cause) {
        if (cause == null) {
            return "the server ended the connection";
        }
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof SSLException failure) {
            return "TLS failed: " + TlsAdvice.explained(failure);
        }
        boolean reset = message.contains("reset") || message.contains("Broken pipe");
        return reset ? "the server reset the connection" : "the connection was lost: " + message;
    }
}
