package io.github.windsock.server.internal.conversation;

import io.github.windsock.server.internal.engine.Pace;

/** Sets a limit on the speed or the size of writes while the conversation runs. */
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
