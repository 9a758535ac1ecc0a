package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.Parameter.count;

import io.github.windsock.server.internal.conversation.EchoConversation;

/** The definition of the echo. It is apart from the others because most servers need no other behavior. */
public final class EchoDefinition {
    public static final Parameter<Integer> TIMES =
            count("times", "number of messages; unlimited if omitted").asMethod();

    static final BehaviorDefinition ECHO = BehaviorDefinition.of(
                    BehaviorDefinition.PlanKind.ENDLESS,
                    "echo",
                    "echo",
                    "Sends every message back, in the same frames.")
            .takes(TIMES)
            .does("echo", (Effect.Converses) (args, context) -> new EchoConversation(context, times(args)));

    /** The echo without parameters. */
    public static final Invocation PLAIN = new Invocation(ECHO, Arguments.NONE);

    private EchoDefinition() {}

    /** Returns the maximum number of messages. */
    static long times(Arguments args) {
        return args.has(TIMES) ? args.get(TIMES) : Long.MAX_VALUE;
    }
}
