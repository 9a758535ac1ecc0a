package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;

/** Answers a message that is too large with Close 1009 and ignores later messages. */
public final class LimitConversation extends FilterConversation {
    private final int limit;
    private long size;
    private boolean isOver;

    public LimitConversation(Conversation inner, ConversationContext context, int limit) {
        super(inner, context);
        this.limit = limit;
    }

    @Override
    public void data(Frame frame) {
        size = (frame.isFirst() ? 0 : size) + frame.size();
        if (size > limit && !isOver) {
            isOver = true;
            output().end(new OutputEnd.TooBig(limit));
        }
        if (isOver) {
            context().demand();
        } else {
            super.data(frame);
        }
    }
}
