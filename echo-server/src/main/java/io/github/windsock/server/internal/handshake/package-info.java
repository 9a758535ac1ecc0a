/**
 * The opening handshake is answered here: which attempts are accepted, and by which behavior. Also what a server knows of its
 * attempts, waits for them, and its outages. Not for users, and it may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.handshake;

import org.jspecify.annotations.NullMarked;
