package io.github.windsock.journal;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * The content of a journal's entry: what happened.
 *
 * <p>Each kind has some of the values; the accessors of the others return empty. Kinds and accessors may be added, so a
 * {@code switch} over kinds should have a {@code default}.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public interface Event {

    /** The kinds of event. */
    enum Kind {
        /** A client starts to connect. */
        CONNECT("⇢"),
        /** A server has received an opening handshake. */
        ATTEMPT("⇠"),
        /** A server answers an opening handshake. */
        ANSWER("⇢"),
        /** A client's socket is open. */
        OPEN(" "),
        /** A message is sent. */
        SENT("→"),
        /** A whole message has arrived. */
        RECEIVED("←"),
        /** A ping is sent. */
        PING_SENT("→"),
        /** A ping has arrived. */
        PING_RECEIVED("←"),
        /** A pong is sent. */
        PONG_SENT("→"),
        /** A pong has arrived. */
        PONG_RECEIVED("←"),
        /** A Close frame is sent, or a client's {@code close()} was called. */
        CLOSE_SENT("→"),
        /** A Close frame has arrived. */
        CLOSE_RECEIVED("←"),
        /** A client's socket fires {@code error}. */
        ERROR(" "),
        /** An end is closed: a client's socket fires {@code close}, or a server's connection has ended. */
        CLOSED(" "),
        /** A server breaks a rule of the protocol on purpose, or drops the connection. */
        FAULT("✕"),
        /** A server has answered an HTTP request that is not an opening handshake. */
        HTTP("·"),
        /** Other information, such as a TCP connection that sent no HTTP request. */
        NOTE("·"),
        /** A listener or behavior of the user threw an exception. */
        FAILURE("!");

        private final String arrow;

        Kind(String arrow) {
            this.arrow = arrow;
        }

        /**
         * Returns the symbol of this kind in a timeline.
         *
         * @return a string of one character
         */
        public String arrow() {
            return arrow;
        }
    }

    /**
     * Returns the kind of event.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * Returns the message that was sent or received.
     *
     * @return the message; empty for other kinds
     */
    default Optional<Message> message() {
        return Optional.empty();
    }

    /**
     * Returns the payload of a ping or pong.
     *
     * @return the payload; empty for other kinds
     */
    default Optional<Payload> payload() {
        return Optional.empty();
    }

    /**
     * Returns the status of a Close frame or of a closed connection.
     *
     * @return the status; empty for other kinds
     */
    default Optional<CloseStatus> status() {
        return Optional.empty();
    }

    /**
     * Tells whether an end was closed cleanly: both ends sent a Close frame before the connection ended.
     *
     * @return whether it was clean; {@code false} for other kinds
     */
    default boolean wasClean() {
        return false;
    }

    /**
     * Returns an explanation of the event, for messages of failures.
     *
     * @return the explanation, such as {@code the server reset the connection}; empty if there is none
     */
    default String why() {
        return "";
    }

    /**
     * Returns the handshake of an attempt, an answer or an opened socket.
     *
     * @return the handshake; empty for other kinds
     */
    default Optional<Handshake> handshake() {
        return Optional.empty();
    }

    /**
     * Returns the status of the answer to an HTTP request that is not an opening handshake.
     *
     * @return the status, such as 404; empty for other kinds
     */
    default OptionalInt httpStatus() {
        return OptionalInt.empty();
    }

    /**
     * Returns the exception that the user's code threw.
     *
     * @return the exception; empty for other kinds
     */
    default Optional<Throwable> failure() {
        return Optional.empty();
    }

    /**
     * Returns the event as a timeline prints it: its type and its content.
     *
     * @return the text, such as {@code text  "hello"}
     */
    String summary();

    /**
     * Returns further details for a timeline.
     *
     * @return the details, such as {@code 5 B}; empty if there are none
     */
    default String detail() {
        return "";
    }

    /**
     * Returns the number of bytes that the event's payload or headers keep in memory.
     *
     * @return the number of bytes; 0 for most kinds
     */
    default int keptBytes() {
        return 0;
    }
}
