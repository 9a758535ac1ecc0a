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
 * What happened: the content of one entry of a journal.
 *
 * <p>Read it by {@link #kind()} and the accessors, each empty for the kinds that do not have the thing. More kinds and
 * accessors may come: a {@code switch} over kinds should have a {@code default}.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public interface Event {

    /** The kinds of event. */
    enum Kind {
        /** A client begins to connect. */
        CONNECT("⇢"),
        /** A server sees an attempt. */
        ATTEMPT("⇠"),
        /** A server answers an attempt. */
        ANSWER("⇢"),
        /** A client's socket is open. */
        OPEN(" "),
        /** A message begins to be sent. */
        SENT("→"),
        /** A message has arrived whole. */
        RECEIVED("←"),
        /** A ping is sent. */
        PING_SENT("→"),
        /** A ping has arrived. */
        PING_RECEIVED("←"),
        /** A pong is sent. */
        PONG_SENT("→"),
        /** A pong has arrived. */
        PONG_RECEIVED("←"),
        /** A Close frame is sent, or a browser's {@code close()} asks for it. */
        CLOSE_SENT("→"),
        /** A Close frame has arrived. */
        CLOSE_RECEIVED("←"),
        /** A client's socket fires {@code error}. */
        ERROR(" "),
        /** An end is closed: a client's socket fires {@code close}, a server's connection has ended. */
        CLOSED(" "),
        /** A deed that breaks a rule. */
        FAULT("✕"),
        /** A server has answered a request that asked for no WebSocket. */
        HTTP("·"),
        /** Something worth knowing, such as what knocked at a door without becoming a connection. */
        NOTE("·"),
        /** A listener or behavior of the user's threw an exception. */
        FAILURE("!");

        private final String arrow;

        Kind(String arrow) {
            this.arrow = arrow;
        }

        /**
         * Returns the sign that a timeline shows for this kind.
         *
         * @return one character
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
     * @return the message, empty for other kinds
     */
    default Optional<Message> message() {
        return Optional.empty();
    }

    /**
     * Returns the payload of a ping or pong.
     *
     * @return the payload, empty for other kinds
     */
    default Optional<Payload> payload() {
        return Optional.empty();
    }

    /**
     * Returns the status of a Close frame or of a closed end.
     *
     * @return the status, empty for other kinds
     */
    default Optional<CloseStatus> status() {
        return Optional.empty();
    }

    /**
     * Tells whether an end was closed cleanly: both Close frames passed, and the connection then ended in order.
     *
     * @return {@code false} for other kinds too
     */
    default boolean wasClean() {
        return false;
    }

    /**
     * Returns what explains the event, in words that a failure's message can quote.
     *
     * @return such as {@code the server reset the connection}, or empty
     */
    default String why() {
        return "";
    }

    /**
     * Returns the handshake of an attempt or its answer.
     *
     * @return the handshake, empty for other kinds
     */
    default Optional<Handshake> handshake() {
        return Optional.empty();
    }

    /**
     * Returns the status with which a request that asked for no WebSocket was answered.
     *
     * @return such as 404, empty for other kinds
     */
    default OptionalInt httpStatus() {
        return OptionalInt.empty();
    }

    /**
     * Returns the exception behind a failure.
     *
     * @return the exception, empty for other kinds
     */
    default Optional<Throwable> failure() {
        return Optional.empty();
    }

    /**
     * Returns what a timeline shows: the word for the event and its content.
     *
     * @return such as {@code text  "hello"}
     */
    String summary();

    /**
     * Returns what a timeline shows beside it.
     *
     * @return such as {@code 5 B}, or empty
     */
    default String detail() {
        return "";
    }

    /**
     * Returns the bytes of payload that the event keeps in memory.
     *
     * @return the number of bytes, 0 for most kinds
     */
    default int keptBytes() {
        return 0;
    }
}
