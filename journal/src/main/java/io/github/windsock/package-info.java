/**
 * Values that both ends of a WebSocket share: messages, close statuses, states and handshakes.
 *
 * <p>Most tests meet {@link io.github.windsock.ReadyState}, {@link io.github.windsock.Message} and
 * {@link io.github.windsock.CloseStatus} only as what assertions take and return.
 */
@NullMarked
package io.github.windsock;

import org.jspecify.annotations.NullMarked;
