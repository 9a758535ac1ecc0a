package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.Deaf;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One conversation after another, each on a stage of its own. After the last, if it is finite, there is silence. */
public final class ConversationSequence extends Conversation {
    private final List<? extends Starter> parts;
    private int next;
    private RevocableOutput stage;
    private volatile Conversation current;

    public ConversationSequence(List<? extends Starter> parts, ConversationContext scene) {
        super(scene);
        this.parts = parts;
        this.stage = new RevocableOutput(scene.wire());
        this.current = begin();
    }

    private Conversation begin() {
        Starter part = parts.get(next);
        int number = ++next;
        return part.begin(scene().on(stage).then(() -> over(number)));
    }

    private void over(int number) {
        if (number != next) {
            return; // it said so before
        }
        if (number == parts.size()) {
            scene().done().run();
            return;
        }
        Conversation before = current;
        RevocableOutput left = stage;
        stage = new RevocableOutput(scene().wire());
        current = begin();
        before.ended();
        left.retire();
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
        stage.retire();
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
