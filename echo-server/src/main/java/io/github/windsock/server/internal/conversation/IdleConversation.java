package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.internal.Events;
import java.time.Duration;

/** Closes the connection if the client sends no frame for a time. */
public final class IdleConversation extends FilterConversation {
    private final Duration after;
    private final CloseStatus status;
    private Runnable stopper = () -> {};

    public IdleConversation(Conversation inner, ConversationContext context, Duration after, CloseStatus status) {
        super(inner, context);
        this.after = after;
        this.status = status;
    }

    @Override
    public void opened() {
        context().requirePongs();
        restart();
        super.opened();
    }

    private void restart() {
        stopper.run();
        stopper = context().schedule("the end of an idle client", after, this::close);
    }

    private void close() {
        context().record(Events.note("idle", "the client has sent nothing for " + Durations.format(after)));
        output().close(status);
    }

    @Override
    public void data(Frame frame) {
        restart();
        super.data(frame);
    }

    @Override
    public void ping(Frame frame) {
        restart();
        super.ping(frame);
    }

    @Override
    public void pong(Frame frame) {
        restart();
        super.pong(frame);
    }

    @Override
    public void closing(CloseStatus received) {
        stopper.run();
        super.closing(received);
    }

    @Override
    boolean lasts() {
        return true;
    }

    @Override
    public void ended() {
        stopper.run();
        super.ended();
    }
}
