package io.github.windsock.testkit;

import java.util.List;

/** A browser client under test: it opens sockets and reports what its page has seen. */
public interface TestedClient {

    /**
     * Opens a socket.
     *
     * @param port the port of a {@link RawServer}
     * @param echoes whether the page echoes each message
     */
    Socket open(int port, boolean echoes);

    /** A socket of the client. */
    interface Socket {

        /** Waits for {@code close}, and returns what the page has seen. */
        ClientResult awaitClose() throws Exception;
    }

    /**
     * The events that a page has seen.
     *
     * @param messages the messages, in order
     * @param failed whether it got {@code error}
     * @param end the close, such as {@code 1000 "bye" clean}
     */
    record ClientResult(List<ReceivedMessage> messages, boolean failed, String end) {}

    /** A message. */
    @SuppressWarnings("ArrayRecordComponent") // compared by its parts
    record ReceivedMessage(boolean isText, byte[] payload) {}
}
