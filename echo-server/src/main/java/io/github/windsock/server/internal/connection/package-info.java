/**
 * What a server says to the network: HTTP up to the answer, and the frames of RFC 6455 after it, on the connections of
 * {@code io.github.windsock.internal.transport}. Not for users: it is public only so that {@code io.github.windsock.server}
 * can reach it, and it may change in any release.
 *
 * <p>The frames are read and written here, not by Jetty's WebSocket classes, because a double has to keep what those hide:
 * the boundary of every frame together with the earliest moment at which a text stops being UTF-8, one order for data and
 * control frames, and a Close frame that is never overtaken by the end of its connection.
 */
@NullMarked
package io.github.windsock.server.internal.connection;

import org.jspecify.annotations.NullMarked;
