/**
 * Who asks, who is let in, and by which behavior: the opening handshake is answered here. Also what a server knows of those
 * who came, waits for them, and its outages. Not for users, and it may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.handshake;

import org.jspecify.annotations.NullMarked;
