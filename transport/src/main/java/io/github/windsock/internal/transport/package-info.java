/**
 * TCP and TLS for both ends: one selector thread for all sockets of the JVM. Only this package imports Jetty's
 * endpoints and TLS, and no public signature has a type of Jetty. Internal: it is public only so that other modules can
 * use it, and it may change in any release.
 */
@NullMarked
package io.github.windsock.internal.transport;

import org.jspecify.annotations.NullMarked;
