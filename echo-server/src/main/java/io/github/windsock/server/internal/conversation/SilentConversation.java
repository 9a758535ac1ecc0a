package io.github.windsock.server.internal.conversation;

/** Reads every message and answers none. Control frames are answered. */
public final class SilentConversation extends Conversation {
    private SilentConversation(ConversationContext context) {
        super(context);
    }

    /** Creates it, as a conversation like any other. */
    public static Conversation of(ConversationContext context) {
        return new SilentConversation(context);
    }
}
