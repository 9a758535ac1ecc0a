package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import io.github.windsock.internal.wire.Frame;
import java.util.Optional;

/**
 * Sends one message and demands nothing until TCP has accepted it. The next conversation gets what the client sends
 * meanwhile.
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

    /** Gets a frame only if it was demanded before this conversation started. */
    @Override
    public void data(Frame frame) {
        context().unread(frame);
    }

    @Override
    public Optional<String> unfinished() {
        return isDone() ? Optional.empty() : Optional.of("send " + message);
    }
}
