package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.RequestMatcher;
import io.github.windsock.server.internal.behavior.AttemptRulePlan;
import java.util.List;
import org.apiguardian.api.API;

/**
 * What to do with attempts to connect, rule by rule: the first one that matches takes the attempt.
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
     * Returns these rules and one more, which is asked after them.
     *
     * @param matcher which attempts the rule takes
     * @param behavior what answers them, see {@link Behaviors#onAttempt}
     * @return other rules
     * @throws IllegalArgumentException if the rule could never match because one before it takes all that it would, or the
     *     behavior consists of such rules itself
     */
    public AttemptRules onAttempt(RequestMatcher matcher, Behavior behavior) {
        requireNonNull(matcher, "matcher must not be null");
        requireNonNull(behavior, "behavior must not be null");
        return new AttemptRules(rules().plus(AttemptRulePlan.Rule.of(matcher, behavior.plan())));
    }

    /**
     * Returns these rules, where the last one takes only a number of attempts. After that the next rule that matches takes
     * them.
     *
     * @param n the number of attempts, at least 1
     * @return other rules
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException if the last rule has a number already
     */
    public AttemptRules times(int n) {
        return new AttemptRules(rules().limited(n));
    }

    /**
     * Returns the behavior that leaves to another one the attempts that no rule takes.
     *
     * @param behavior answers them
     * @return rules without an attempt that no one takes
     * @throws IllegalArgumentException if there is a rule that takes every attempt, or the behavior consists of such rules
     *     itself
     */
    public Behavior otherwise(Behavior behavior) {
        requireNonNull(behavior, "behavior must not be null");
        return new OpenBehavior(rules().otherwise(behavior.plan()));
    }
}
