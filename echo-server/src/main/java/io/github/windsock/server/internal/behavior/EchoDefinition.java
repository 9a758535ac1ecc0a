package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.Parameter.count;

import io.github.windsock.server.internal.conversation.EchoConversation;
import java.util.List;

/** The definition of the echo. It is apart from the others because most servers need no other behavior. */
public final class EchoDefinition {

    /** Apart, because a plain echo has no limit, and a parameter needs the types of values and their messages. */
    public static final class Limit {
        public static final Parameter<Integer> TIMES =
                count("times", "number of messages; unlimited if omitted").asMethod();

        private Limit() {}
    }

    static final BehaviorDefinition ECHO = BehaviorDefinition.of(
                    BehaviorDefinition.PlanKind.ENDLESS,
                    "echo",
                    "echo",
                    "Sends every message back, in the same frames.")
            .takes(() -> List.of(Limit.TIMES))
            .does("echo", (Effect.Converses) (args, context) -> new EchoConversation(context, times(args)));

    /** The echo without parameters. */
    public static final Invocation PLAIN = new Invocation(ECHO, Arguments.NONE);

    private EchoDefinition() {}

    static boolean isLimited(Arguments args) {
        return !args.values().isEmpty() && args.has(Limit.TIMES);
    }

    /** Returns the maximum number of messages. */
    static long times(Arguments args) {
        return isLimited(args) ? args.get(Limit.TIMES) : Long.MAX_VALUE;
    }
}
