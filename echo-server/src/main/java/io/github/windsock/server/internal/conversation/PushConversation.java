package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import java.time.Duration;
import java.util.Optional;

/** Sends a message at once and then again and again, each after the one before is written. */
public final class PushConversation extends Conversation {
    private final Duration every;
    private final long times;
    private final MessageSource source;
    private final String text;
    private long begun; // counts what is being sent too
    private final StepTimer timer;
    private volatile boolean isDone;

    public PushConversation(
            ConversationContext context, Duration every, long times, MessageSource source, String text) {
        super(context);
        this.every = every;
        this.times = times;
        this.source = source;
        this.text = text;
        this.timer = new StepTimer(context);
    }

    @Override
    public void opened() {
        context().changed();
        context().demand();
        next();
    }

    private void next() {
        begun++;
        int n = (int) Math.min(begun, Integer.MAX_VALUE);
        if (source.isCode()) {
            context().ask(text, () -> source.messages().apply(n), this::send);
        } else {
            send(source.messages().apply(n));
        }
    }

    private void send(Message message) {
        output().send(MessageParts.frame(message), later(this::sent));
    }

    private void sent() {
        if (begun < times) {
            timer.start(text, every, this::next);
        } else {
            context().done(); // first: what comes next may have something to send
            ended();
        }
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
    public Optional<String> unfinished() {
        return isDone || standsStill() ? Optional.empty() : Optional.of(text);
    }
}
