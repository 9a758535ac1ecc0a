package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.Deaf;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One conversation after another, each until the next one takes over. After the last, if it is finite, there is silence. */
public final class ConversationSequence extends Conversation {
    private final List<? extends Starter> parts;
    private int next;
    private ConversationContext part;
    private volatile Conversation current;

    public ConversationSequence(List<? extends Starter> parts, ConversationContext context) {
        super(context);
        this.parts = parts;
        this.part = context.part();
        this.current = begin();
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
        Conversation before = current;
        ConversationContext left = part;
        part = context().part();
        current = begin();
        before.ended();
        left.revoke();
        current.opened();
    }

    @Override
    public void opened() {
        current.opened();
    }

    @Override
    public void data(Frame frame) {
        current.data(frame);
    }

    @Override
    public void ping(Frame frame) {
        current.ping(frame);
    }

    @Override
    public void pong(Frame frame) {
        current.pong(frame);
    }

    @Override
    public void closing(CloseStatus status) {
        current.closing(status);
    }

    @Override
    public void ended() {
        current.ended();
        part.revoke();
    }

    @Override
    Set<Deaf> deafness() {
        return current.deafness();
    }

    @Override
    boolean lasts() {
        return current.lasts();
    }

    @Override
    public Optional<String> unfinished() {
        return current.unfinished();
    }
}
