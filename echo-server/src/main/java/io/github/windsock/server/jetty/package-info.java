/**
 * The transport of the echo server, and the only importer of Jetty: one engine for the JVM, a door for each server, and
 * the frames of RFC 6455 on it. Not for users: it is public only so that {@code io.github.windsock.server} can reach it,
 * and it may change in any release.
 *
 * <p>Jetty accepts connections, speaks TLS and HTTP, and moves bytes. The frames are read and written here, not by
 * Jetty's WebSocket classes, because a double has to keep what those hide: the boundary of every frame together with
 * the earliest moment at which a text stops being UTF-8, one order for data and control frames, and a Close frame that
 * is never overtaken by the end of its connection. No type of Jetty is in a public signature.
 */
@NullMarked
package io.github.windsock.server.jetty;

import org.jspecify.annotations.NullMarked;
