package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs conversations one after another. After the last one it stays silent, if that is finite. */
public final class ConversationSequence extends FilterConversation {
    private final List<? extends Starter> parts;
    private int next;
    private ConversationContext part;
    private final AtomicReference<@Nullable Frame> unread = new AtomicReference<>(); // for the next part

    private ConversationSequence(List<? extends Starter> parts, ConversationContext context) {
        super(SilentConversation.of(context), context); // until the first part begins
        this.parts = parts;
        this.part = newPart();
        inner(begin());
    }

    public static Conversation of(List<? extends Starter> parts, ConversationContext context) {
        return new ConversationSequence(parts, context);
    }

    private ConversationContext newPart() {
        return context().part().reading(this::demand, unread::set);
    }

    private void demand() {
        Frame frame = unread.getAndSet(null);
        if (frame == null) {
            context().demand();
        } else {
            context().execute(() -> inner().data(frame));
        }
    }

    private Conversation begin() {
        Starter starter = parts.get(next);
        int number = ++next;
        return starter.begin(part.then(() -> over(number)));
    }

    private void over(int number) {
        if (number != next) {
            return; // reported twice
        }
        if (number == parts.size()) {
            Frame left = unread.getAndSet(null);
            if (left != null) {
                context().unread(left);
            }
            context().done();
            return;
        }
        Conversation before = inner();
        ConversationContext left = part;
        part = newPart();
        inner(begin());
        before.ended();
        left.revoke();
        inner().opened();
    }

    @Override
    public void ended() {
        super.ended();
        part.revoke();
    }
}
