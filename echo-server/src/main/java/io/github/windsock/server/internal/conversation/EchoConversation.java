package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;
import java.util.Optional;

/**
 * Sends each data frame back with the same type, boundaries and compression. It demands the next frame when TCP has
 * accepted the one before, so the server stops reading from a client that does not read its echo.
 */
public final class EchoConversation extends Conversation {
    private long left;
    private volatile boolean isGoing; // the last echo is being written, and another conversation may follow

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
