package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.Parameter.Position;
import io.github.windsock.server.internal.engine.Ability;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The definition of a behavior or trait: its name, parameters, documentation and effect. */
public final class BehaviorDefinition {

    /** How a behavior ends, and so how it can be combined. */
    public enum PlanKind {
        /** Ends by itself; another one can follow. */
        FINITE,
        /** Does not end by itself, but can be limited to a number of messages. */
        ENDLESS,
        /** Does not end by itself, or ends the connection. */
        LAST,
        /** Answers the attempt without opening a connection, or leaves it to the test. */
        ANSWER,
        /** A trait, which is added to a behavior. */
        TRAIT
    }

    private final PlanKind kind;
    private final String name;
    private final String word;
    private final String summary;
    private final @Nullable Supplier<List<Parameter<?>>> parameters; // null for none
    private final Set<Ability> needs;
    private final @Nullable BrokenRule broken;
    private final boolean repeatable;
    private final @Nullable Consumer<Arguments> check;
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
        this.check = from.check;
        this.example = example;
        this.effect = effect;
    }

    /**
     * Returns a builder for a definition.
     *
     * @param name the name of the Java method
     * @param word the name in URLs: the path of a behavior, the parameter of a trait
     * @param summary one sentence that says what it does
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

    /** Returns one sentence that says what it does. */
    public String summary() {
        return summary;
    }

    /** Returns the parameters, in the order of the documentation. */
    public List<Parameter<?>> parameters() {
        return parameters == null ? List.of() : parameters.get();
    }

    /** Returns the parameters that a URL can have. */
    public List<Parameter<?>> urlParameters() {
        return parameters().stream().filter(Parameter::hasUrlForm).toList();
    }

    /** Returns what the server's engine must support. */
    Set<Ability> needs() {
        return needs;
    }

    /** Returns the rule that it breaks, if it is a fault. */
    public Optional<BrokenRule> broken() {
        return Optional.ofNullable(broken);
    }

    /** Returns an example of its use in a URL, such as {@code push?every=1s&times=3&text=tick}. */
    public String example() {
        return example;
    }

    Effect effect() {
        return effect;
    }

    /** Tells whether a behavior can have the trait more than once. */
    boolean isRepeatable() {
        return repeatable;
    }

    boolean isTrait() {
        return kind == PlanKind.TRAIT;
    }

    Optional<Parameter<?>> parameter(String called) {
        return urlParameters().stream()
                .filter(each -> each.name().equals(called))
                .findFirst();
    }

    /** Returns the name of a parameter in URLs. The first parameter of a trait has the trait's name. */
    public String key(Parameter<?> parameter) {
        boolean isMain = isTrait() && parameter == parameters().get(0);
        return isMain ? word : parameter.name();
    }

    /** Returns the parameters that exclude each other; exactly one of them must be given. */
    public List<Parameter<?>> alternatives() {
        return parameters().stream()
                .filter(each -> each.position() == Position.ALTERNATIVE)
                .toList();
    }

    /** Checks values and adds the defaults of missing ones, in the order of the parameters. */
    Arguments complete(Arguments given) {
        Arguments complete = Arguments.NONE;
        for (Parameter<?> parameter : parameters()) {
            if (parameter.isRequired() && !given.has(parameter)) {
                throw new BehaviorProblem(Words.MISSING, word, key(parameter), example);
            }
            complete = parameter.complete(complete, given, name);
        }
        List<Parameter<?>> alternatives = alternatives();
        if (!alternatives.isEmpty()
                && alternatives.stream().filter(complete::has).count() != 1) {
            String names = alternatives.stream()
                    .filter(Parameter::hasUrlForm)
                    .map(Parameter::name)
                    .collect(Collectors.joining(", "));
            throw new BehaviorProblem(Words.ONE_OF, word, names, example);
        }
        if (check != null) {
            check.accept(complete);
        }
        return complete;
    }

    /** Returns the example. */
    @Override
    public String toString() {
        return example;
    }

    /** Collects the parts of a definition. */
    public static final class Builder {
        private final PlanKind kind;
        private final String name;
        private final String word;
        private final String summary;
        private @Nullable Supplier<List<Parameter<?>>> parameters;
        private Set<Ability> needs = Set.of();
        private @Nullable BrokenRule broken;
        private boolean repeatable;
        private @Nullable Consumer<Arguments> check;

        private Builder(PlanKind kind, String name, String word, String summary) {
            this.kind = kind;
            this.name = name;
            this.word = word;
            this.summary = summary;
        }

        /** Sets an ability that the engine must have and not every engine has. */
        Builder takesAbility(Ability ability) {
            needs = Set.of(ability);
            return this;
        }

        /** Marks it as a fault, with the section of the broken rule. */
        Builder breaks(BrokenRule.Level level, String citation) {
            broken = new BrokenRule(level, citation);
            return this;
        }

        Builder mayRepeat() {
            repeatable = true;
            return this;
        }

        /** Sets a check of the values together. */
        Builder requires(Consumer<Arguments> values) {
            check = values;
            return this;
        }

        Builder takes(Parameter<?>... taken) {
            List<Parameter<?>> all = List.of(taken);
            return takes(() -> all);
        }

        /** Sets parameters that are created when somebody asks for them. */
        Builder takes(Supplier<List<Parameter<?>>> taken) {
            parameters = taken;
            return this;
        }

        public BehaviorDefinition does(String example, Effect effect) {
            return new BehaviorDefinition(this, example, effect);
        }
    }
}
