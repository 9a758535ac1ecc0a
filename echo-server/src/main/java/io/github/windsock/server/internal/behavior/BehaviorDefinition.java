package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.behavior.BehaviorCatalog.Item;
import io.github.windsock.server.internal.behavior.BehaviorCatalog.Parameter;
import io.github.windsock.server.internal.behavior.BehaviorCatalog.Parameter.Position;
import io.github.windsock.server.internal.engine.Ability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A row of the table: what is said about a behavior or trait, and what it does. */
public final class BehaviorDefinition {

    /** What can be done with a behavior. */
    public enum Role {
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

    private final Role role;
    private final Item item;
    private final Effect deed;
    private final Set<Ability> needs;

    private BehaviorDefinition(Role role, Item item, Effect deed, Set<Ability> needs) {
        this.role = role;
        this.item = item;
        this.deed = deed;
        this.needs = needs;
    }

    /** Returns what the server's engine has to be able to do. */
    Set<Ability> needs() {
        return needs;
    }

    public Role role() {
        return role;
    }

    Item item() {
        return item;
    }

    Effect deed() {
        return deed;
    }

    public String name() {
        return item.name();
    }

    public List<Parameter> parameters() {
        return item.parameters();
    }

    boolean isTrait() {
        return role == Role.TRAIT;
    }

    public Optional<Parameter> parameter(String name) {
        return parameters().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Returns the name of a parameter in URLs. */
    String key(Parameter parameter) {
        boolean isMain = isTrait() && parameter.place() == Position.ARGUMENT;
        return isMain ? item.word() : parameter.name();
    }

    public List<Parameter> alternatives() {
        return parameters().stream()
                .filter(each -> each.place() == Position.ALTERNATIVE)
                .toList();
    }

    /** Returns values that were held to their limits, in the order of the parameters, with what was left out. */
    Arguments complete(Arguments given) {
        Arguments complete = Arguments.NONE;
        for (Parameter parameter : parameters()) {
            Object value = given.find(parameter.name());
            if (value != null) {
                complete = complete.plus(parameter.name(), parameter.check(item.word(), value));
            } else if (parameter.fallback().isPresent()) {
                complete = complete.plus(
                        parameter.name(),
                        parameter.kind().parse(parameter.fallback().get()));
            } else if (parameter.isRequired()) {
                throw new IllegalArgumentException(
                        item.word() + ": " + key(parameter) + " is missing; an example is " + item.example());
            }
        }
        requireOneAlternative(complete);
        return complete;
    }

    private void requireOneAlternative(Arguments args) {
        List<Parameter> alternatives = alternatives();
        long given = alternatives.stream().filter(each -> args.has(each.name())).count();
        if (!alternatives.isEmpty() && given != 1) {
            String names = alternatives.stream().map(Parameter::name).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    item.word() + ": give exactly one of " + names + "; an example is " + item.example());
        }
    }

    public static Builder of(Role role, String name, String summary) {
        return new Builder(role, name, summary);
    }

    /** Collects the parameters of a row. */
    public static final class Builder {
        static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

        private final Role role;
        private final String name;
        private final String summary;
        private final List<Parameter> parameters = new ArrayList<>();
        private Set<Ability> needs = Set.of();

        private Builder(Role role, String name, String summary) {
            this.role = role;
            this.name = name;
            this.summary = summary;
        }

        /** Says what not every engine is able to do. */
        Builder takesAbility(Ability ability) {
            needs = Set.of(ability);
            return this;
        }

        Builder needs(String parameter, ValueType kind, String what) {
            return add(parameter, kind, Position.ARGUMENT, what, Parameter.NO_FALLBACK);
        }

        Builder takes(String parameter, ValueType kind, String what, String fallback) {
            return add(parameter, kind, Position.ARGUMENT, what, fallback);
        }

        Builder oneOf(String parameter, ValueType kind, String what) {
            return add(parameter, kind, Position.ALTERNATIVE, what, Parameter.NO_FALLBACK);
        }

        Builder may(String parameter, ValueType kind, String what) {
            return add(parameter, kind, Position.METHOD, what, Parameter.NO_FALLBACK);
        }

        /** Sets the limits of the parameter that was named last; those of durations are in milliseconds. */
        Builder between(long min, long max) {
            Parameter last = parameters.remove(parameters.size() - 1);
            parameters.add(last.between(min, max));
            return this;
        }

        private Builder add(String parameter, ValueType kind, Position place, String what, String fallback) {
            long max = kind == ValueType.DURATION || kind == ValueType.SECONDS ? DAY_MILLIS : Integer.MAX_VALUE;
            long min = kind == ValueType.COUNT || kind == ValueType.SIZE ? 1 : 0;
            parameters.add(new Parameter(parameter, kind, place, what, fallback, min, max));
            return this;
        }

        public BehaviorDefinition row(String example, Effect deed) {
            return new BehaviorDefinition(role, new Item(name, summary, parameters, example), deed, needs);
        }
    }
}
