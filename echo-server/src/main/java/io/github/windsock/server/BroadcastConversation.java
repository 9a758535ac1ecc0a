package io.github.windsock.server;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.MessageAssembler;
import org.jspecify.annotations.Nullable;

/** Sends every message, once it is whole, to a room. */
final class BroadcastConversation extends Conversation {
    private final String room;
    private final Audience audience;
    private final MessageAssembler assembler = new MessageAssembler();

    BroadcastConversation(ConversationContext scene, String room, Audience audience) {
        super(scene);
        this.room = room;
        this.audience = audience;
    }

    @Override
    void opened() {
        wire().rooms().enter(room, this, wire());
        wire().demand();
    }

    @Override
    void data(Frame frame) {
        @Nullable Frame message = assembler.add(frame);
        if (message == null) {
            wire().demand();
        } else {
            wire().rooms().send(room, message, this, audience, wire()::demand);
        }
    }

    @Override
    void ended() {
        wire().rooms().leave(room, this);
    }
}
