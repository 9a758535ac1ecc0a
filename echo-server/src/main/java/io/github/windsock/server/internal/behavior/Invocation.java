package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind;
import io.github.windsock.server.internal.behavior.Parameter.Position;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.FaultOrder;
import io.github.windsock.server.internal.conversation.NumberedRule;
import io.github.windsock.server.internal.conversation.Starter;
import io.github.windsock.server.internal.engine.Ability;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** A behavior or trait: a definition with the values of its parameters. */
public record Invocation(BehaviorDefinition definition, Arguments args) implements Plan {
    /** Checks the values. */
    public static Invocation of(BehaviorDefinition definition, Arguments args) {
        return new Invocation(definition, definition.complete(args));
    }

    /** Adds a value, or replaces the value of the same parameter. */
    public <T> Invocation plus(Parameter<T> parameter, T value) {
        return of(definition, args.plus(parameter, value));
    }

    @Override
    public PlanKind kind() {
        return definition.kind() == PlanKind.ENDLESS && EchoDefinition.isLimited(args)
                ? PlanKind.FINITE
                : definition.kind();
    }

    @Override
    public HandshakeDecision decision() {
        return definition.effect().decision(args);
    }

    /** A test can leave an attempt unanswered, which fails it. */
    @Override
    public boolean mayFailTest() {
        return isOfTable() && definition == Definitions.ASK;
    }

    @Override
    public boolean isRefusal() {
        return isOfTable() && definition == Definitions.REFUSE;
    }

    /** Avoids loading {@link Definitions} for a plain echo: loading takes longer than many tests. */
    private boolean isOfTable() {
        return definition != EchoDefinition.ECHO;
    }

    /** Each test asks, so without a stream of streams. */
    @Override
    public Stream<NumberedRule> numberedRules() {
        return Stream.empty();
    }

    @Override
    public Set<Ability> needs() {
        return definition.needs();
    }

    @Override
    public Conversation begin(ConversationContext context) {
        return definition.broken().isPresent() && !(definition.effect() instanceof Effect.Plays)
                ? EchoDefinition.PLAIN.begin(context) // for a client that accepts a faulty answer
                : definition.effect().begin(this, context);
    }

    /** Plays a fault on an open connection. */
    public void play(ConversationContext context) {
        if (definition.effect() instanceof Effect.Plays plays) {
            fault().ifPresent(order -> plays.play(args, context, order.within(context.whole())));
        }
    }

    @Override
    public Optional<FaultOrder> fault() {
        return definition
                .broken()
                .map(rule -> new FaultOrder(
                        toString(),
                        rule.citation(),
                        rule.level() == BrokenRule.Level.HANDSHAKE ? "" : BehaviorUrl.print(this),
                        toString()));
    }

    /** Returns the options for accepting an attempt, changed by this trait. */
    AcceptOptions open(AcceptOptions options) {
        return definition.effect().open(args, options);
    }

    /** Starts a conversation, changed by this trait. */
    Conversation begin(Starter inner, ConversationContext context) {
        return definition.effect().begin(args, inner, context);
    }

    @Override
    public List<Invocation> calls() {
        return List.of(this);
    }

    /** Returns the Java expression that creates it. */
    @Override
    public String toString() {
        if (args.values().isEmpty()) {
            return definition.name() + "()";
        }
        StringJoiner arguments = new StringJoiner(", ", definition.name() + "(", ")");
        StringBuilder calls = new StringBuilder();
        for (Parameter<?> parameter : definition.parameters()) {
            if (args.has(parameter) && parameter.position() == Position.METHOD) {
                calls.append(parameter.call(args));
            } else if (args.has(parameter)) {
                arguments.add(parameter.java(args));
            }
        }
        return arguments.toString() + calls;
    }
}
