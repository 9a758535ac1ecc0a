/**
 * Records Java-WebSocket's client: the journal has what the user's own {@code WebSocketClient} sends and receives.
 *
 * <p>Tests use only {@link io.github.windsock.client.javawebsocket.JavaWebSocket}. No other package has types of
 * Java-WebSocket in its signatures.
 */
@NullMarked
package io.github.windsock.client.javawebsocket;

import org.jspecify.annotations.NullMarked;
