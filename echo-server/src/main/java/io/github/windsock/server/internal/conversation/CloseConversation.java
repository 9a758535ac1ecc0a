package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;

/** Starts the closing handshake at once. */
public final class CloseConversation extends Conversation {
    private final CloseStatus status;

    public CloseConversation(ConversationContext context, CloseStatus status) {
        super(context);
        this.status = status;
    }

    @Override
    public void opened() {
        output().close(status);
        context().demand();
    }
}
