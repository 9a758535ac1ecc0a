package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;
import java.util.Optional;

/**
 * Sends each data frame back as it came: type, boundaries, compression, order. The next frame is asked for when TCP has
 * taken the one before, so a client that does not read its echo is not read either.
 */
public final class EchoConversation extends Conversation {
    private long left;
    private volatile boolean isGoing; // the last echo is being written, and something may come after it

    public EchoConversation(ConversationContext context, long times) {
        super(context);
        this.left = times;
    }

    @Override
    public void data(Frame frame) {
        if (frame.fin()) {
            left--;
        }
        isGoing = left == 0;
        output().send(frame, isGoing ? later(this::sent) : context()::demand);
    }

    private void sent() {
        context().done();
        ended();
    }

    @Override
    public void ended() {
        if (isGoing) {
            isGoing = false;
            context().changed();
        }
    }

    @Override
    public Optional<String> unfinished() {
        return isGoing ? Optional.of("end its echo") : Optional.empty();
    }
}
