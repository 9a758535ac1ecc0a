package io.github.windsock.server.internal.conversation;

/** Takes every message and answers none; control frames are answered as always. */
public final class SilentConversation extends Conversation {
    public SilentConversation(ConversationContext context) {
        super(context);
    }
}
