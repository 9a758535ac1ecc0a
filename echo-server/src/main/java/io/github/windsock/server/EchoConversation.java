package io.github.windsock.server;

import io.github.windsock.internal.wire.Frame;
import java.util.Optional;

/**
 * Sends each data frame back as it came: type, boundaries, compression, order. The next frame is asked for when TCP has
 * taken the one before, so a client that does not read its echo is not read either.
 */
final class EchoConversation extends Conversation {
    static final BehaviorDefinition ROW = BehaviorDefinition.of(
                    BehaviorDefinition.Role.ENDLESS, "echo", "Sends every message back as it came, frame by frame.")
            .may(Invocation.TIMES, ValueType.COUNT, Definitions.TIMES)
            .row("echo", (Effect.Talk)
                    (args, scene) -> new EchoConversation(scene, args.numberOrEndless(Invocation.TIMES)));

    /** The plain echo, which has no values to be held to limits. */
    static final Invocation PLAIN = new Invocation(ROW, Arguments.NONE);

    private long left;
    private volatile boolean isGoing; // the last echo is being written, and something may come after it

    EchoConversation(ConversationContext scene, long times) {
        super(scene);
        this.left = times;
    }

    @Override
    void data(Frame frame) {
        if (frame.fin()) {
            left--;
        }
        isGoing = left == 0;
        wire().send(frame, isGoing ? later(this::sent) : wire()::demand);
    }

    private void sent() {
        scene().done().run();
        ended();
    }

    @Override
    void ended() {
        if (isGoing) {
            isGoing = false;
            wire().changed();
        }
    }

    @Override
    Optional<String> unfinished() {
        return isGoing ? Optional.of("end its echo") : Optional.empty();
    }
}
