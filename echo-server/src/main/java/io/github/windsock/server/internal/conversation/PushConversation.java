package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;

/** Sends messages at an interval, which starts when the message before has been written. */
public final class PushConversation extends FiniteConversation {
    private final Pauses pauses;
    private final long times;
    private final MessageSource source;
    private final String text;
    private long begun; // the number of messages, including the one that is being sent
    private final StepTimer timer;

    /**
     * The pauses before messages.
     *
     * @param before returns the pause before the message with a number, from 1
     * @param isCode whether it is code of the user, which may block
     */
    public record Pauses(IntFunction<Duration> before, boolean isCode) {
        /** Returns equal pauses. The first message is sent at once. */
        public static Pauses every(Duration time) {
            return new Pauses(n -> n == 1 ? Duration.ZERO : time, false);
        }

        public static Pauses of(IntFunction<Duration> code) {
            return new Pauses(code, true);
        }
    }

    public PushConversation(ConversationContext context, Pauses pauses, long times, MessageSource source, String text) {
        super(context);
        this.pauses = pauses;
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
        if (pauses.isCode()) {
            context().ask(text, () -> pauses.before().apply(n), pause -> pause(pause, n));
        } else {
            pause(pauses.before().apply(n), n);
        }
    }

    private void pause(Duration time, int n) {
        if (time.isZero()) {
            make(n);
        } else {
            timer.start(text, time, () -> make(n));
        }
    }

    private void make(int n) {
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
            next();
        } else {
            finish();
        }
    }

    @Override
    boolean waitsForTestClock() {
        return timer.waitsForTestClock();
    }

    @Override
    public Optional<String> unfinished() {
        return isDone() || waitsForTestClock() ? Optional.empty() : Optional.of(text);
    }
}
