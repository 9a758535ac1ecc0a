package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;
import java.time.Duration;
import java.util.Optional;

/** Waits, and answers control frames meanwhile. The first message that comes is for who comes next, and those after it wait. */
public final class PauseConversation extends Conversation {
    private final Duration time;
    private final String text;
    private volatile boolean isDone;

    /**
     * Makes it.
     *
     * @param text the behavior as Java
     */
    public PauseConversation(ConversationContext context, Duration time, String text) {
        super(context);
        this.time = time;
        this.text = text;
    }

    @Override
    public void opened() {
        if (time.isZero()) {
            over();
        } else {
            context().changed();
            context().demand();
            context().schedule(time, this::over);
        }
    }

    @Override
    public void data(Frame frame) {
        context().unread(frame);
    }

    /** What comes next has begun before this one is finished: in between there may be something to send. */
    private void over() {
        context().done();
        ended();
    }

    @Override
    public void ended() {
        isDone = true;
        context().changed();
    }

    @Override
    public Optional<String> unfinished() {
        return isDone ? Optional.empty() : Optional.of(text);
    }
}
