package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.conversation.EchoConversation;

/** The echo, apart from the table, since most servers need no other behavior. */
public final class EchoDefinition {
    static final BehaviorDefinition ROW = BehaviorDefinition.of(
                    BehaviorDefinition.Role.ENDLESS, "echo", "Sends every message back as it came, frame by frame.")
            .may(Invocation.TIMES, ValueType.COUNT, Invocation.TIMES_SUMMARY)
            .row("echo", (Effect.Talk)
                    (args, scene) -> new EchoConversation(scene, args.numberOrEndless(Invocation.TIMES)));

    /** The plain echo, which has no values to be held to limits. */
    public static final Invocation PLAIN = new Invocation(ROW, Arguments.NONE);

    private EchoDefinition() {}
}
