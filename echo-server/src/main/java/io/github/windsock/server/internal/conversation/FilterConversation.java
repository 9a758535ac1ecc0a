package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.IgnoredFrame;
import java.util.Optional;
import java.util.Set;

/** A conversation that wraps another one. Subclasses override what they change. */
abstract class FilterConversation extends Conversation {
    private volatile Conversation inner;

    FilterConversation(Conversation inner, ConversationContext context) {
        super(context);
        this.inner = inner;
    }

    /** Replaces the wrapped conversation. */
    final void inner(Conversation next) {
        inner = next;
    }

    final Conversation inner() {
        return inner;
    }

    @Override
    public void opened() {
        inner.opened();
    }

    @Override
    public void data(Frame frame) {
        inner.data(frame);
    }

    @Override
    public void ping(Frame frame) {
        inner.ping(frame);
    }

    @Override
    public void pong(Frame frame) {
        inner.pong(frame);
    }

    @Override
    public void closing(CloseStatus status) {
        inner.closing(status);
    }

    @Override
    public void ended() {
        inner.ended();
    }

    @Override
    Set<IgnoredFrame> ignoredFrames() {
        return inner.ignoredFrames();
    }

    @Override
    boolean lasts() {
        return !ignoredFrames().isEmpty() || inner.lasts();
    }

    @Override
    boolean waitsForTestClock() {
        return inner.waitsForTestClock();
    }

    @Override
    public boolean isHeld() {
        return inner.isHeld();
    }

    @Override
    public Optional<String> unfinished() {
        return inner.unfinished();
    }
}
