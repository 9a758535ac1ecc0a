package io.github.windsock.server.internal.conversation;

import java.util.List;

/** One conversation after another, each until the next one takes over. After the last, if it is finite, there is silence. */
public final class ConversationSequence extends FilterConversation {
    private final List<? extends Starter> parts;
    private int next;
    private ConversationContext part;

    public ConversationSequence(List<? extends Starter> parts, ConversationContext context) {
        super(new SilentConversation(context), context); // until the first one begins
        this.parts = parts;
        this.part = context.part();
        inner(begin());
    }

    private Conversation begin() {
        Starter starter = parts.get(next);
        int number = ++next;
        return starter.begin(part.then(() -> over(number)));
    }

    private void over(int number) {
        if (number != next) {
            return; // it said so before
        }
        if (number == parts.size()) {
            context().done();
            return;
        }
        Conversation before = inner();
        ConversationContext left = part;
        part = context().part();
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
