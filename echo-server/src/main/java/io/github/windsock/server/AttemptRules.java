package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.RequestMatcher;
import io.github.windsock.server.internal.behavior.AttemptRulePlan;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Rules for attempts to connect: the first rule that matches an attempt answers it.
 *
 * <pre>{@code
 * server.behave(onAttempt(header("Authorization", "Bearer abc"), echo())
 *         .onAttempt(path("/health"), closeWith(1000, "healthy"))
 *         .otherwise(refuse(401)));
 * }</pre>
 *
 * @see Behaviors#onAttempt
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class AttemptRules extends Behavior {
    static final AttemptRules NONE = new AttemptRules(new AttemptRulePlan(List.of(), null));

    private AttemptRules(AttemptRulePlan rules) {
        super(rules);
    }

    private AttemptRulePlan rules() {
        return (AttemptRulePlan) plan();
    }

    /**
     * Adds a rule after the others.
     *
     * @param matcher the attempts that the rule answers
     * @param behavior the behavior that answers them, see {@link Behaviors#onAttempt}
     * @return new rules
     * @throws IllegalArgumentException if the rule could never be used because an earlier one matches the same
     *     attempts, or the behavior contains attempt rules
     */
    public AttemptRules onAttempt(RequestMatcher matcher, Behavior behavior) {
        requireNonNull(matcher, "matcher must not be null");
        requireNonNull(behavior, "behavior must not be null");
        return new AttemptRules(rules().plus(AttemptRulePlan.Rule.of(matcher, behavior.plan())));
    }

    /**
     * Limits the last rule to a number of attempts. Further attempts go to the next rule that matches.
     *
     * @param n the number of attempts, at least 1
     * @return new rules
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException if the last rule has a number already
     */
    public AttemptRules times(int n) {
        return new AttemptRules(rules().limited(n));
    }

    /**
     * Sets the behavior for attempts that no rule matches.
     *
     * @param behavior the behavior that answers them
     * @return the complete behavior
     * @throws IllegalArgumentException if a rule matches every attempt, or the behavior contains attempt rules
     */
    public Behavior otherwise(Behavior behavior) {
        requireNonNull(behavior, "behavior must not be null");
        return new OpenBehavior(rules().otherwise(behavior.plan()));
    }
}
