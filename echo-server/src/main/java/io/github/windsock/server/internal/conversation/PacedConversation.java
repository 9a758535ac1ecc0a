package io.github.windsock.server.internal.conversation;

import io.github.windsock.server.internal.engine.Pace;

/** Sets the pace of the connection's bytes while it lasts. */
public final class PacedConversation extends FilterConversation {
    private final Pace what;
    private final int bytes;

    public PacedConversation(Conversation inner, ConversationContext context, Pace what, int bytes) {
        super(inner, context);
        this.what = what;
        this.bytes = bytes;
    }

    @Override
    public void opened() {
        context().pace(what, bytes);
        super.opened();
    }

    @Override
    public void ended() {
        super.ended();
        context().pace(what, 0);
    }
}
