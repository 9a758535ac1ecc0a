package io.github.windsock.server;

import io.github.windsock.CloseStatus;

/** Closes at once. */
final class CloseConversation extends Conversation {
    private final CloseStatus status;

    CloseConversation(ConversationContext scene, CloseStatus status) {
        super(scene);
        this.status = status;
    }

    @Override
    void opened() {
        wire().close(status);
        wire().demand();
    }
}
