/**
 * A browser's {@code WebSocket} in Java, recorded.
 *
 * <p>Most tests need only {@link io.github.windsock.client.BrowserPage} and {@link
 * io.github.windsock.client.BrowserWebSocket}. {@link io.github.windsock.client.SocketInspector} has what a browser
 * hides from scripts.
 *
 * @see <a href="https://websockets.spec.whatwg.org/">WebSockets Standard</a>
 */
@NullMarked
package io.github.windsock.client;

import org.jspecify.annotations.NullMarked;
