package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.BehaviorCatalog.Parameter;
import io.github.windsock.server.internal.behavior.BehaviorCatalog.Parameter.Position;
import io.github.windsock.server.internal.behavior.BehaviorDefinition.Role;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.PauseConversation;
import io.github.windsock.server.internal.conversation.Starter;
import io.github.windsock.server.internal.engine.Ability;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** A behavior or trait of the table with its values. */
public record Invocation(BehaviorDefinition row, Arguments args) implements Plan {
    public static final String TIMES = "times";
    static final String TIMES_SUMMARY = "how many messages, without it for ever";

    /** Holds the values to their limits. */
    public static Invocation of(BehaviorDefinition row, Arguments args) {
        return new Invocation(row, row.complete(args));
    }

    /** Returns this call with one value more, or another one. */
    public Invocation plus(String name, Object value) {
        return of(row, args.plus(name, value));
    }

    @Override
    public Role role() {
        return row.role() == Role.ENDLESS && args.has(TIMES) ? Role.FINITE : row.role();
    }

    @Override
    public HandshakeDecision receive() {
        Effect deed = row.deed();
        if (deed instanceof Effect.Answers answers) {
            return answers.answer(args);
        }
        AcceptOptions plain = AcceptOptions.PLAIN;
        return new HandshakeDecision.Accepted(deed instanceof Effect.Opens opens ? opens.open(args, plain) : plain);
    }

    /** Who is asked may not answer. */
    @Override
    public boolean mayComplain() {
        return row == Definitions.ASK;
    }

    @Override
    public boolean isRefusal() {
        return row == Definitions.REFUSE;
    }

    @Override
    public Set<Ability> needs() {
        return row.needs();
    }

    @Override
    public Conversation begin(ConversationContext scene) {
        return row.deed() instanceof Effect.Talk talk ? talk.begin(args, scene) : new PauseConversation(scene);
    }

    /** For a trait: opens as it wants. */
    AcceptOptions open(AcceptOptions admission) {
        Effect deed = row.deed();
        if (deed instanceof Effect.OpensAndChanges both) {
            return both.opens().open(args, admission);
        }
        return deed instanceof Effect.Opens opens ? opens.open(args, admission) : admission;
    }

    /** For a trait: begins a conversation that it changes. */
    Conversation begin(Starter inner, ConversationContext scene) {
        Effect deed = row.deed();
        if (deed instanceof Effect.OpensAndChanges both) {
            return both.changes().begin(args, inner, scene);
        }
        return deed instanceof Effect.Changes changes ? changes.begin(args, inner, scene) : inner.begin(scene);
    }

    @Override
    public List<Invocation> calls() {
        return List.of(this);
    }

    /** Returns the Java that makes it. */
    @Override
    public String toString() {
        StringJoiner arguments = new StringJoiner(", ", row.name() + "(", ")");
        StringBuilder methods = new StringBuilder();
        for (Parameter parameter : row.parameters()) {
            Object value = args.find(parameter.name());
            if (value instanceof Headers headers) {
                headers.lines().forEach(line -> methods.append(header(line)));
            } else if (value != null && parameter.place() == Position.METHOD) {
                methods.append('.')
                        .append(parameter.name())
                        .append('(')
                        .append(java(parameter, value))
                        .append(')');
            } else if (value != null) {
                arguments.add(java(parameter, value));
            }
        }
        return arguments.toString() + methods;
    }

    private static String java(Parameter parameter, Object value) {
        return value instanceof TextSource ? value.toString() : parameter.kind().java(value);
    }

    private static String header(Headers.Line line) {
        return ".header(" + ValueType.TEXT.java(line.name()) + ", " + ValueType.TEXT.java(line.value()) + ")";
    }
}
