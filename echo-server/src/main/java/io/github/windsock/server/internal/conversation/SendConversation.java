package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import io.github.windsock.internal.wire.Frame;
import java.util.Optional;

/**
 * Sends one message, and reads nothing until TCP has taken it: what the client sends meanwhile is left for the next
 * conversation.
 */
public final class SendConversation extends Conversation {
    private final Message message;
    private volatile boolean isDone;

    public SendConversation(ConversationContext context, Message message) {
        super(context);
        this.message = message;
    }

    @Override
    public void opened() {
        output().send(MessageParts.frame(message), later(this::sent));
    }

    /** Was asked for before this one began. */
    @Override
    public void data(Frame frame) {
        context().unread(frame);
    }

    /** What comes next has begun before this one is finished: in between there may be something to send. */
    private void sent() {
        context().done();
        ended();
    }

    @Override
    public void ended() {
        isDone = true;
        context().changed();
    }

    @Override
    public Optional<String> unfinished() {
        return isDone ? Optional.empty() : Optional.of("send " + message);
    }
}
