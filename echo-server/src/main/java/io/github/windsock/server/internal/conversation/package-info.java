/**
 * What a server says on a connection that is open: conversations, and outputs that do something to what they are given. They
 * know the connection as a {@link io.github.windsock.server.internal.conversation.FrameOutput}, and no network. Not for users,
 * and it may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.conversation;

import org.jspecify.annotations.NullMarked;
