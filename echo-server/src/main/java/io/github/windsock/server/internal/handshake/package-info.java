/**
 * The opening handshake: which attempts are accepted, and by which behavior. Also the log of attempts, the waits for
 * them, the strict check and outages. Internal: it may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.handshake;

import org.jspecify.annotations.NullMarked;
