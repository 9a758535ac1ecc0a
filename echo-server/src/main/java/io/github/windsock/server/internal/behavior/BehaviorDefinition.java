package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.Parameter.Position;
import io.github.windsock.server.internal.engine.Ability;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of the table of behaviors: name, parameters, documentation and effect of a behavior or trait. */
public final class BehaviorDefinition {

    /** What can be done with a behavior. */
    public enum PlanKind {
        /** Comes to an end, after which another one can go on. */
        FINITE,
        /** Has no end of its own, but can be told a number of times. */
        ENDLESS,
        /** Has no end of its own, or is the end of the connection. */
        LAST,
        /** Answers the attempt so that there is no connection, or leaves it to the test. */
        ANSWER,
        /** No behavior, but something that is added to one. */
        TRAIT
    }

    private final PlanKind kind;
    private final String name;
    private final String word;
    private final String summary;
    private final List<Parameter<?>> parameters;
    private final Set<Ability> needs;
    private final @Nullable BrokenRule broken;
    private final boolean repeatable;
    private final String example;
    private final Effect effect;

    private BehaviorDefinition(Builder from, String example, Effect effect) {
        this.kind = from.kind;
        this.name = from.name;
        this.word = from.word;
        this.summary = from.summary;
        this.parameters = from.parameters;
        this.needs = from.needs;
        this.broken = from.broken;
        this.repeatable = from.repeatable;
        this.example = example;
        this.effect = effect;
    }

    /**
     * Begins a definition.
     *
     * @param name the method of {@code Behaviors}
     * @param word the name in URLs: the path of a behavior, the parameter of a trait
     * @param summary what it does, in one sentence
     */
    public static Builder of(PlanKind kind, String name, String word, String summary) {
        return new Builder(kind, name, word, summary);
    }

    public PlanKind kind() {
        return kind;
    }

    /** Returns the name of the Java method, such as {@code closeWith}. */
    public String name() {
        return name;
    }

    /** Returns the name in URLs, such as {@code close}: the path of a behavior, the parameter of a trait. */
    public String word() {
        return word;
    }

    /** Returns what it does, in one sentence. */
    public String summary() {
        return summary;
    }

    /** Returns what can be said about it, in the order in which it is shown. */
    public List<Parameter<?>> parameters() {
        return parameters;
    }

    /** Returns what a URL can say about it. */
    public List<Parameter<?>> speakable() {
        return parameters.stream().filter(Parameter::isSpeakable).toList();
    }

    /** Returns what the server's engine has to be able to do. */
    Set<Ability> needs() {
        return needs;
    }

    /** Returns what it breaks, if it is a fault. */
    public Optional<BrokenRule> broken() {
        return Optional.ofNullable(broken);
    }

    /** Returns a use of it as a URL says it, such as {@code push?every=1s&times=3&text=tick}. */
    public String example() {
        return example;
    }

    Effect effect() {
        return effect;
    }

    /** Returns whether a behavior may have the trait more than once. */
    boolean isRepeatable() {
        return repeatable;
    }

    boolean isTrait() {
        return kind == PlanKind.TRAIT;
    }

    Optional<Parameter<?>> parameter(String called) {
        return speakable().stream().filter(each -> each.name().equals(called)).findFirst();
    }

    /** Returns the name of a parameter in URLs: that of a trait for its first one. */
    public String key(Parameter<?> parameter) {
        boolean isMain = isTrait() && parameter == parameters.get(0);
        return isMain ? word : parameter.name();
    }

    /** Returns those parameters of which exactly one has to be given. */
    public List<Parameter<?>> alternatives() {
        return parameters.stream()
                .filter(each -> each.position() == Position.ALTERNATIVE)
                .toList();
    }

    /** Returns values that were held to their limits, in the order of the parameters, with what was left out. */
    Arguments complete(Arguments given) {
        Arguments complete = Arguments.NONE;
        for (Parameter<?> parameter : parameters) {
            if (parameter.isRequired() && !given.has(parameter)) {
                throw new BehaviorProblem(Words.MISSING, word, key(parameter), example);
            }
            complete = parameter.complete(complete, given, word);
        }
        List<Parameter<?>> alternatives = alternatives();
        if (!alternatives.isEmpty()
                && alternatives.stream().filter(complete::has).count() != 1) {
            String names = alternatives.stream()
                    .filter(Parameter::isSpeakable)
                    .map(Parameter::name)
                    .collect(Collectors.joining(", "));
            throw new BehaviorProblem(Words.ONE_OF, word, names, example);
        }
        return complete;
    }

    /** Returns the example. */
    @Override
    public String toString() {
        return example;
    }

    /** Collects what a definition takes. */
    public static final class Builder {
        private final PlanKind kind;
        private final String name;
        private final String word;
        private final String summary;
        private List<Parameter<?>> parameters = List.of();
        private Set<Ability> needs = Set.of();
        private @Nullable BrokenRule broken;
        private boolean repeatable;

        private Builder(PlanKind kind, String name, String word, String summary) {
            this.kind = kind;
            this.name = name;
            this.word = word;
            this.summary = summary;
        }

        /** Says what not every engine is able to do. */
        Builder takesAbility(Ability ability) {
            needs = Set.of(ability);
            return this;
        }

        /** Says that it is a fault. */
        Builder breaks(BrokenRule.Level level, String citation) {
            broken = new BrokenRule(level, citation);
            return this;
        }

        Builder mayRepeat() {
            repeatable = true;
            return this;
        }

        Builder takes(Parameter<?>... taken) {
            parameters = List.of(taken);
            return this;
        }

        public BehaviorDefinition does(String example, Effect effect) {
            return new BehaviorDefinition(this, example, effect);
        }
    }
}
