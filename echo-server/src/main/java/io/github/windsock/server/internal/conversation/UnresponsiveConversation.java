package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.internal.Events;
import java.util.EnumSet;
import java.util.Set;

/** Does not answer pings or the client's Close frame. */
public final class UnresponsiveConversation extends FilterConversation {
    private final Deaf deaf;

    /** The control frames that can be left unanswered. */
    public enum Deaf {
        TO_CLOSE("neverAnswerClose"),
        TO_PING("neverAnswerPing");

        private final String fault;

        Deaf(String fault) {
            this.fault = fault;
        }

        /** Records that a frame is left unanswered, and reads on. */
        void leave(ConversationContext context) {
            context.record(Events.fault(fault, context.whole()));
            context.demand();
        }
    }

    public UnresponsiveConversation(Conversation inner, ConversationContext context, Deaf deaf) {
        super(inner, context);
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
        deaf.leave(context());
    }

    @Override
    Set<Deaf> deafness() {
        Set<Deaf> all = EnumSet.of(deaf);
        all.addAll(super.deafness());
        return all;
    }
}
