package io.github.windsock.server.internal.conversation;

import java.util.function.BiConsumer;

/** Ends TCP at once. */
public final class CutConversation extends Conversation {
    private final BiConsumer<FrameOutput, String> how;

    public CutConversation(ConversationContext scene, BiConsumer<FrameOutput, String> how) {
        super(scene);
        this.how = how;
    }

    @Override
    public void opened() {
        how.accept(wire(), scene().whole());
    }
}
