package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.MessageAssembler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends every whole message to a room. */
public final class BroadcastConversation extends Conversation {
    private final String room;
    private final boolean toSender;
    private final MessageAssembler assembler = new MessageAssembler();
    private long left;
    private volatile boolean isGoing; // the last message is being delivered, and another conversation may follow

    public BroadcastConversation(ConversationContext context, String room, boolean toSender, long times) {
        super(context);
        this.room = room;
        this.toSender = toSender;
        this.left = times;
    }

    @Override
    public void opened() {
        context().rooms().enter(room, this, output());
        context().demand();
    }

    @Override
    public void data(Frame frame) {
        @Nullable Frame message = assembler.add(frame);
        if (message == null) {
            context().demand();
        } else {
            left--;
            isGoing = left == 0;
            context().rooms().send(room, message, this, toSender, isGoing ? later(this::sent) : context()::demand);
        }
    }

    private void sent() {
        context().done();
        ended();
    }

    @Override
    public void ended() {
        context().rooms().leave(room, this);
        if (isGoing) {
            isGoing = false;
            context().changed();
        }
    }

    @Override
    public Optional<String> unfinished() {
        return isGoing ? Optional.of("end its broadcast") : Optional.empty();
    }
}
