package io.github.windsock.server.internal.behavior;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Limits on the values in URLs, for a public server. Tests have no such limits. */
public final class UrlLimits {
    public static final UrlLimits NONE = new UrlLimits(List.of());

    private final List<Limit<?>> limits;

    /** The limit of a behavior's parameter; {@code narrower} is the parameter with that limit. */
    private record Limit<T>(BehaviorDefinition behavior, Parameter<T> parameter, Parameter<T> narrower) {
        boolean isOf(BehaviorDefinition other, Parameter<?> its) {
            return behavior == other && parameter == its;
        }

        void check(Invocation call) {
            if (call.definition() == behavior) {
                call.args().find(parameter).ifPresent(value -> narrower.requireWithin(behavior.word(), value));
            }
        }
    }

    private UrlLimits(List<Limit<?>> limits) {
        this.limits = limits;
    }

    /** Adds the limits of a parameter. */
    public <T> UrlLimits and(BehaviorDefinition behavior, Parameter<T> parameter, T min, T max) {
        List<Limit<?>> more = new ArrayList<>(limits);
        more.add(new Limit<>(behavior, parameter, parameter.between(min, max)));
        return new UrlLimits(List.copyOf(more));
    }

    /** Returns the allowed values of a parameter; empty if all values of the type are allowed. */
    public Optional<Phrase> of(BehaviorDefinition behavior, Parameter<?> parameter) {
        Optional<Phrase> narrower = limits.stream()
                .filter(limit -> limit.isOf(behavior, parameter))
                .findFirst()
                .flatMap(limit -> limit.narrower().limits());
        return narrower.isPresent() ? narrower : parameter.limits();
    }

    /**
     * Checks a plan that was parsed from a URL.
     *
     * @throws BehaviorProblem if a value exceeds its limits
     */
    public void check(Plan plan) {
        if (plan instanceof ChancePlan chance) {
            check(chance.hit());
            check(chance.otherwise());
            return;
        }
        Plan chain = plan instanceof WithTraits decorated ? decorated.inner() : plan;
        chain.calls().forEach(this::check);
        if (plan instanceof WithTraits decorated) {
            decorated.traits().forEach(this::check);
        }
    }

    private void check(Invocation call) {
        limits.forEach(limit -> limit.check(call));
    }
}
