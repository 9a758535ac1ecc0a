/**
 * What a server needs of whatever speaks the protocol for it: a listening port, the exchange of an opening handshake, and the
 * link that it may become. Nothing above this package knows a socket. Not for users: it is public only so that another engine
 * can stand in another module, and it may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.engine;

import org.jspecify.annotations.NullMarked;
