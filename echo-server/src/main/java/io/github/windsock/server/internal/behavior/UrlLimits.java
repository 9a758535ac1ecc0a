package io.github.windsock.server.internal.behavior;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Limits on what a URL may ask of a server that strangers can reach, where tests are allowed more. */
public final class UrlLimits {
    public static final UrlLimits NONE = new UrlLimits(List.of());

    private final List<Limit<?>> limits;

    /** The values that a parameter of a behavior may have; the parameter has narrower limits than its own. */
    private record Limit<T>(BehaviorDefinition behavior, Parameter<T> parameter, Parameter<T> narrower) {
        boolean isOf(BehaviorDefinition other, Parameter<?> its) {
            return behavior == other && parameter == its;
        }

        void check(Invocation call) {
            if (call.row() == behavior) {
                call.args().find(parameter).ifPresent(value -> narrower.requireWithin(behavior.word(), value));
            }
        }
    }

    private UrlLimits(List<Limit<?>> limits) {
        this.limits = limits;
    }

    /** Returns these limits and those of one more parameter. */
    public <T> UrlLimits and(BehaviorDefinition behavior, Parameter<T> parameter, T min, T max) {
        List<Limit<?>> more = new ArrayList<>(limits);
        more.add(new Limit<>(behavior, parameter, parameter.between(min, max)));
        return new UrlLimits(List.copyOf(more));
    }

    /** Says which values a parameter may have; empty if it may have all of the type. */
    public Optional<Phrase> of(BehaviorDefinition behavior, Parameter<?> parameter) {
        Optional<Phrase> narrower = limits.stream()
                .filter(limit -> limit.isOf(behavior, parameter))
                .findFirst()
                .flatMap(limit -> limit.narrower().limits());
        return narrower.isPresent() ? narrower : parameter.limits();
    }

    /**
     * Holds what was read from a URL to the limits.
     *
     * @throws BehaviorProblem if a value is beyond them
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
