package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.internal.Events;
import java.util.EnumSet;
import java.util.Set;

/** Leaves pings or the client's Close frame without an answer. */
public final class UnresponsiveConversation extends FilterConversation {
    private final Deaf deaf;

    /** To what there is no answer. */
    public enum Deaf {
        TO_CLOSE("neverAnswerClose"),
        TO_PING("neverAnswerPing");

        private final String fault;

        Deaf(String fault) {
            this.fault = fault;
        }

        /** Gives no answer, and says so. */
        void leave(FrameOutput wire, ConversationContext scene) {
            wire.record(Events.fault(fault, scene.whole()));
            wire.demand();
        }
    }

    public UnresponsiveConversation(Conversation inner, ConversationContext scene, Deaf deaf) {
        super(inner, scene);
        this.deaf = deaf;
    }

    @Override
    public void closing(CloseStatus status) {
        if (deaf == Deaf.TO_CLOSE) {
            leave();
        } else {
            super.closing(status);
        }
    }

    @Override
    public void ping(Frame frame) {
        if (deaf == Deaf.TO_PING) {
            leave();
        } else {
            super.ping(frame);
        }
    }

    private void leave() {
        deaf.leave(wire(), scene());
    }

    @Override
    Set<Deaf> deafness() {
        Set<Deaf> all = EnumSet.of(deaf);
        all.addAll(super.deafness());
        return all;
    }
}
