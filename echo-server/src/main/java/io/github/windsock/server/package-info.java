/**
 * The server double: a real WebSocket server on a free port that echoes unless it gets another behavior.
 *
 * <p>Most tests need only {@link io.github.windsock.server.EchoServer}, {@link
 * io.github.windsock.server.ServerConnection} and {@link io.github.windsock.server.Behaviors}.
 */
@NullMarked
package io.github.windsock.server;

import org.jspecify.annotations.NullMarked;
