/**
 * The server double: a real WebSocket server on a private port that echoes unless told otherwise.
 *
 * <p>Most tests need only {@link io.github.windsock.server.EchoServer}, {@link io.github.windsock.server.ServerConnection}
 * and the {@link io.github.windsock.server.Behaviors} to tell it what to do.
 */
@NullMarked
package io.github.windsock.server;

import org.jspecify.annotations.NullMarked;
