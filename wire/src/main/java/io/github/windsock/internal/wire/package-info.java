/**
 * RFC 6455, RFC 7692 and the heads of HTTP messages, implemented once for both ends. Internal: it may change in any
 * release.
 *
 * <p>It turns bytes into frames and frames into bytes. It has no sockets, threads or journals, and needs only the JDK.
 * A {@link io.github.windsock.internal.wire.Role} selects what clients and servers do differently; parameters such as
 * {@link io.github.windsock.internal.wire.CloseCodes} select what browsers and strict servers accept.
 */
@NullMarked
package io.github.windsock.internal.wire;

import org.jspecify.annotations.NullMarked;
