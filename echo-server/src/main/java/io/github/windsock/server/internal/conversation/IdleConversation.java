package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.internal.Events;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connection if the client sends no frame for a time. The time begins with each demand of a frame, and does
 * not pass while none is demanded, since what the client sends then waits for this end.
 */
public final class IdleConversation extends FilterConversation {
    private final Duration after;
    private final CloseStatus status;
    private @Nullable Runnable stopper; // null while no time passes; guarded by this
    private boolean isClosing; // guarded by this

    public IdleConversation(Starter inner, ConversationContext context, Duration after, CloseStatus status) {
        super(SilentConversation.of(context), context);
        this.after = after;
        this.status = status;
        inner(inner.begin(context.onDemand(this::demanded)));
    }

    @Override
    public void opened() {
        context().requirePongs();
        super.opened();
    }

    /** Any thread may call it. A demand that repeats one changes nothing. */
    private synchronized void demanded() {
        if (stopper == null && !isClosing) {
            stopper = context().schedule("the end of an idle client", after, this::elapse);
        }
    }

    private synchronized void stop() {
        if (stopper != null) {
            stopper.run();
            stopper = null;
        }
    }

    private synchronized void end() {
        isClosing = true;
        stop();
    }

    private void elapse() {
        stop();
        if (context().awaitsFrame()) {
            end();
            context().record(Events.note("idle", "the client has sent nothing for " + Durations.format(after)));
            output().close(status);
        } else {
            demanded(); // a stalled connection does not read what was demanded
        }
    }

    @Override
    public void data(Frame frame) {
        stop();
        super.data(frame);
    }

    @Override
    public void ping(Frame frame) {
        stop();
        super.ping(frame);
    }

    @Override
    public void pong(Frame frame) {
        stop();
        super.pong(frame);
    }

    @Override
    public void closing(CloseStatus received) {
        end();
        super.closing(received);
    }

    @Override
    boolean lasts() {
        return true;
    }

    @Override
    public void ended() {
        stop();
        super.ended();
    }
}
