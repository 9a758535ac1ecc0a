/**
 * What a server does on an open connection: conversations, and outputs that change what is sent. They use the
 * connection as a {@link io.github.windsock.server.internal.conversation.FrameOutput}, not as a socket. Internal: it
 * may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.conversation;

import org.jspecify.annotations.NullMarked;
