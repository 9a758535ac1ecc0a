package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.MessageAssembler;
import org.jspecify.annotations.Nullable;

/** Sends every message, once it is whole, to a room. */
public final class BroadcastConversation extends Conversation {
    private final String room;
    private final boolean toSender;
    private final MessageAssembler assembler = new MessageAssembler();

    public BroadcastConversation(ConversationContext scene, String room, boolean toSender) {
        super(scene);
        this.room = room;
        this.toSender = toSender;
    }

    @Override
    public void opened() {
        wire().rooms().enter(room, this, wire());
        wire().demand();
    }

    @Override
    public void data(Frame frame) {
        @Nullable Frame message = assembler.add(frame);
        if (message == null) {
            wire().demand();
        } else {
            wire().rooms().send(room, message, this, toSender, wire()::demand);
        }
    }

    @Override
    public void ended() {
        wire().rooms().leave(room, this);
    }
}
