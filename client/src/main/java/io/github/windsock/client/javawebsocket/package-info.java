/**
 * Java-WebSocket's client under test: what the user's own {@code WebSocketClient} sends and receives stands in the journal.
 *
 * <p>{@link io.github.windsock.client.javawebsocket.JavaWebSocket} is all that a test touches. This package is the one that
 * shows types of Java-WebSocket.
 */
@NullMarked
package io.github.windsock.client.javawebsocket;

import org.jspecify.annotations.NullMarked;
