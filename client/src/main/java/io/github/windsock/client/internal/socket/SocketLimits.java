package io.github.windsock.client.internal.socket;

import java.time.Duration;

/**
 * The limits of a page's sockets.
 *
 * @param handshake timeout for the answer to the opening handshake
 * @param closing timeout for the answer to a Close frame, once that is written
 * @param taking timeout for the Close frame to be written, while the server reads nothing
 * @param message size of the largest message that is received, in bytes
 * @param deflate whether compression is offered
 */
public record SocketLimits(Duration handshake, Duration closing, Duration taking, int message, boolean deflate) {}
