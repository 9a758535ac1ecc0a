package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for a given time and answers control frames meanwhile. The first message that arrives is kept for the next
 * conversation, and those after it are not read yet.
 */
public final class PauseConversation extends Conversation {
    private final Duration time;
    private final String text;
    private final StepTimer timer;
    private volatile boolean isFull;
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
        this.timer = new StepTimer(context);
    }

    @Override
    public void opened() {
        if (time.isZero()) {
            over();
        } else {
            context().changed();
            context().demand();
            timer.start(text, time, this::over);
        }
    }

    @Override
    public void data(Frame frame) {
        isFull = true;
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
    boolean standsStill() {
        return timer.standsStill();
    }

    @Override
    public boolean isHeld() {
        return isFull && standsStill();
    }

    @Override
    public Optional<String> unfinished() {
        return isDone || standsStill() ? Optional.empty() : Optional.of(text);
    }
}
