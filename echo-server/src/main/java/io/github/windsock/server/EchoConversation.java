package io.github.windsock.server;

import io.github.windsock.internal.wire.Frame;

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

    EchoConversation(ConversationContext scene, long times) {
        super(scene);
        this.left = times;
    }

    @Override
    void data(Frame frame) {
        if (frame.fin()) {
            left--;
        }
        wire().send(frame, left == 0 ? later(scene().done()) : wire()::demand);
    }
}
