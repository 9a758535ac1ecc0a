package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.internal.Events;
import java.util.EnumSet;
import java.util.Set;

/** Does not answer pings or the client's Close frame. */
public final class UnresponsiveConversation extends FilterConversation {
    private final IgnoredFrame ignored;

    /** The control frames that can be left unanswered. */
    public enum IgnoredFrame {
        CLOSE("neverAnswerClose"),
        PING("neverAnswerPing");

        private final String fault;

        IgnoredFrame(String fault) {
            this.fault = fault;
        }

        /** Records that a frame is left unanswered, and reads on. */
        void ignore(ConversationContext context) {
            context.record(Events.fault(fault, context.whole()));
            context.demand();
        }
    }

    public UnresponsiveConversation(Conversation inner, ConversationContext context, IgnoredFrame ignored) {
        super(inner, context);
        this.ignored = ignored;
    }

    @Override
    public void closing(CloseStatus status) {
        if (ignored == IgnoredFrame.CLOSE) {
            ignore();
        } else {
            super.closing(status);
        }
    }

    @Override
    public void ping(Frame frame) {
        if (ignored == IgnoredFrame.PING) {
            ignore();
        } else {
            super.ping(frame);
        }
    }

    private void ignore() {
        ignored.ignore(context());
    }

    @Override
    Set<IgnoredFrame> ignoredFrames() {
        Set<IgnoredFrame> all = EnumSet.of(ignored);
        all.addAll(super.ignoredFrames());
        return all;
    }
}
