package io.github.windsock.server.internal.conversation;

/** Reads every message and answers none; control frames are answered as usual. */
public final class SilentConversation extends Conversation {
    public SilentConversation(ConversationContext context) {
        super(context);
    }
}
