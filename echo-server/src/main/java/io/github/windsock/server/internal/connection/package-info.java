/**
 * Windsock's own engine: HTTP up to the answer to a handshake and the frames of RFC 6455 after it, on the connections
 * of {@code io.github.windsock.internal.transport}. Internal: it is public only so that {@code
 * io.github.windsock.server} can use it, and it may change in any release.
 *
 * <p>It does not use Jetty's WebSocket classes because a test double needs what those hide: the boundaries of frames
 * together with the first byte at which a text is not UTF-8, one order of data and control frames, and a Close frame
 * that is always sent before its connection ends.
 */
@NullMarked
package io.github.windsock.server.internal.connection;

import org.jspecify.annotations.NullMarked;
