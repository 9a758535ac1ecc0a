package io.github.windsock.server;

import io.github.windsock.Message;

/** Sends one message, and reads nothing before TCP has taken it: what the client says is for who comes next. */
final class SendConversation extends Conversation {
    private final Message message;

    SendConversation(ConversationContext scene, Message message) {
        super(scene);
        this.message = message;
    }

    @Override
    void opened() {
        wire().send(MessageParts.frame(message), later(scene().done()));
    }
}
