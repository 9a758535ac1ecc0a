/**
 * What carries bytes: one selector thread for all sockets of the JVM, and TLS. The only importer of Jetty, of which no type
 * is in a signature that others see. Not for users: it is public only so that the other modules can reach it, and it may
 * change in any release.
 */
@NullMarked
package io.github.windsock.internal.transport;

import org.jspecify.annotations.NullMarked;
