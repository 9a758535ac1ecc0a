package io.github.windsock.server;

import java.util.function.BiConsumer;

/** Ends TCP at once. */
final class CutConversation extends Conversation {
    private final BiConsumer<FrameOutput, String> how;

    CutConversation(ConversationContext scene, BiConsumer<FrameOutput, String> how) {
        super(scene);
        this.how = how;
    }

    @Override
    void opened() {
        how.accept(wire(), scene().whole());
    }
}
