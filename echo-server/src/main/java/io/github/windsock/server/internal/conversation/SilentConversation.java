package io.github.windsock.server.internal.conversation;

/** Reads every message and answers none. Control frames are answered. */
public final class SilentConversation extends Conversation {
    public SilentConversation(ConversationContext context) {
        super(context);
    }
}
