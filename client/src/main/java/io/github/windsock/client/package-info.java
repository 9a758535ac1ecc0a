/**
 * A browser's {@code WebSocket} in Java, recorded.
 *
 * <p>Most tests need only {@link io.github.windsock.client.BrowserPage} and
 * {@link io.github.windsock.client.BrowserWebSocket}. What no browser shows to its scripts is set apart in
 * {@link io.github.windsock.client.SocketInspector}.
 *
 * @see <a href="https://websockets.spec.whatwg.org/">WebSockets Standard</a>
 */
@NullMarked
package io.github.windsock.client;

import org.jspecify.annotations.NullMarked;
