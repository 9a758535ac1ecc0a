package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import io.github.windsock.internal.wire.Frame;
import java.util.Optional;

/**
 * Sends one message, and reads nothing until TCP has taken it: what the client sends meanwhile is left for the next
 * conversation.
 */
public final class SendConversation extends FiniteConversation {
    private final Message message;

    public SendConversation(ConversationContext context, Message message) {
        super(context);
        this.message = message;
    }

    @Override
    public void opened() {
        output().send(MessageParts.frame(message), later(this::finish));
    }

    /** Was asked for before this one began. */
    @Override
    public void data(Frame frame) {
        context().unread(frame);
    }

    @Override
    public Optional<String> unfinished() {
        return isDone() ? Optional.empty() : Optional.of("send " + message);
    }
}
