package io.github.windsock.server;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.server.UnresponsiveConversation.Deaf;
import java.util.Optional;
import java.util.Set;

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
    Set<Deaf> deafness() {
        return inner.deafness();
    }

    @Override
    boolean lasts() {
        return !deafness().isEmpty() || inner.lasts();
    }

    @Override
    Optional<String> unfinished() {
        return inner.unfinished();
    }
}
