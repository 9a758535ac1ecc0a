package io.github.windsock.server.internal.conversation;

/** Does nothing and is done. */
public final class PauseConversation extends Conversation {
    public PauseConversation(ConversationContext context) {
        super(context);
    }

    @Override
    public void opened() {
        context().done();
    }
}
