package io.github.windsock.client.internal.socket;

import java.time.Duration;

/**
 * What a page lets its sockets take, in time and size.
 *
 * @param handshake for the answer to the request
 * @param closing for the answer to a Close frame that the system has taken
 * @param taking for the system to take it, while the server reads nothing
 * @param message the bytes of a message that is received
 * @param deflate whether compression is offered
 */
public record SocketLimits(Duration handshake, Duration closing, Duration taking, int message, boolean deflate) {}
