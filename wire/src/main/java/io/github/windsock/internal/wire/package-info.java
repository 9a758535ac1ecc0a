/**
 * RFC 6455, RFC 7692 and the heads of HTTP, written once for both ends. Internal: it may change in any release.
 *
 * <p>Bytes in, frames out, and back. Nothing here knows a socket, a thread, a journal or a test, and nothing needs more
 * than the JDK. What a client and a server do differently is a {@link io.github.windsock.internal.wire.Role}; what a
 * browser and a strict server judge differently is an argument with its reason.
 */
@NullMarked
package io.github.windsock.internal.wire;

import org.jspecify.annotations.NullMarked;
