package io.github.windsock.server.internal.conversation;

import java.time.Duration;

/** Delays what the client sends while the conversation runs. */
public final class DelayedReading extends FilterConversation {
    private final VaryingDelay delay;

    public DelayedReading(Conversation inner, ConversationContext context, Duration time, Duration jitter) {
        super(inner, context);
        this.delay = new VaryingDelay(time, jitter, context.seed());
    }

    @Override
    public void opened() {
        delay.note(context());
        context().delayInput(delay);
        super.opened();
    }

    @Override
    public void ended() {
        super.ended();
        context().endInputDelay();
    }
}
