package io.github.windsock.testkit;

import java.util.List;

/** A browser's client under test: it opens sockets and reports what its page has seen of them. */
public interface TestedClient {

    /**
     * Opens a socket.
     *
     * @param port where a {@link RawServer} waits
     * @param echoes whether the page sends each message back
     */
    Socket open(int port, boolean echoes);

    /** One of its sockets. */
    interface Socket {

        /** Waits for {@code close}, and returns what the page has seen. */
        ClientResult awaitClose() throws Exception;
    }

    /**
     * What a page has seen.
     *
     * @param messages in their order
     * @param failed whether {@code error} came
     * @param end such as {@code 1000 "bye" clean}
     */
    record ClientResult(List<ReceivedMessage> messages, boolean failed, String end) {}

    /** A message. */
    @SuppressWarnings("ArrayRecordComponent") // compared by its parts
    record ReceivedMessage(boolean isText, byte[] payload) {}
}
