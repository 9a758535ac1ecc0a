/**
 * The interface between a server and its engine: a listening port, an HTTP exchange, and the link that it can become.
 * Code above this package does not use sockets. Internal: it is public only so that other modules can implement an
 * engine, and it may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.engine;

import org.jspecify.annotations.NullMarked;
