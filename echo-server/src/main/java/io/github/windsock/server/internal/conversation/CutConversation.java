package io.github.windsock.server.internal.conversation;

import java.util.function.BiConsumer;

/** Ends TCP at once. */
public final class CutConversation extends Conversation {
    private final BiConsumer<FrameOutput, String> how;

    public CutConversation(ConversationContext context, BiConsumer<FrameOutput, String> how) {
        super(context);
        this.how = how;
    }

    @Override
    public void opened() {
        how.accept(wire(), context().whole());
    }
}
