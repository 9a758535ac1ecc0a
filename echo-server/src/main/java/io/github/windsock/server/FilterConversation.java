package io.github.windsock.server;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import java.util.Optional;

/** A conversation that does something differently. */
abstract class FilterConversation extends Conversation {
    private final Conversation inner;

    FilterConversation(Conversation inner, ConversationContext scene) {
        super(scene);
        this.inner = inner;
    }

    @Override
    void opened() {
        inner.opened();
    }

    @Override
    void data(Frame frame) {
        inner.data(frame);
    }

    @Override
    void ping(Frame frame) {
        inner.ping(frame);
    }

    @Override
    void pong(Frame frame) {
        inner.pong(frame);
    }

    @Override
    void closing(CloseStatus status) {
        inner.closing(status);
    }

    @Override
    void ended() {
        inner.ended();
    }

    @Override
    Optional<String> unfinished() {
        return inner.unfinished();
    }
}
