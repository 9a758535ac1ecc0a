package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for a time and answers control frames meanwhile. The first message that arrives is kept for the next
 * conversation; later ones are not read yet.
 */
public final class PauseConversation extends FiniteConversation {
    private final Duration time;
    private final String text;
    private final StepTimer timer;
    private volatile boolean isFull;

    /**
     * Creates it.
     *
     * @param text the behavior as a Java expression
     */
    public PauseConversation(ConversationContext context, Duration time, String text) {
        super(context);
        this.time = time;
        this.text = text;
        this.timer = new StepTimer(context);
    }

    /** Creates it as a conversation like any other. */
    public static Conversation of(ConversationContext context, Duration time, String text) {
        return new PauseConversation(context, time, text);
    }

    @Override
    public void opened() {
        if (time.isZero()) {
            finish();
        } else {
            context().changed();
            context().demand();
            timer.start(text, time, this::finish);
        }
    }

    @Override
    public void data(Frame frame) {
        isFull = true;
        context().unread(frame);
    }

    @Override
    boolean waitsForTestClock() {
        return timer.waitsForTestClock();
    }

    @Override
    public boolean isHeld() {
        return isFull && waitsForTestClock();
    }

    @Override
    public Optional<String> unfinished() {
        return isDone() || waitsForTestClock() ? Optional.empty() : Optional.of(text);
    }
}
