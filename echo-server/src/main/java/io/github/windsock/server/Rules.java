package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Matchers;
import io.github.windsock.MessageMatcher;
import io.github.windsock.server.internal.behavior.PlayAction;
import io.github.windsock.server.internal.behavior.RuleAction;
import io.github.windsock.server.internal.behavior.RulePlan;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * What to do with messages, rule by rule: the first one that matches takes the message.
 *
 * <pre>{@code
 * server.behave(on("ping", reply("pong"))
 *         .on(textMatching("add (?<a>\\d+)"), reply(template("added ${a}"))).times(2)
 *         .otherwise(echo()));
 * }</pre>
 *
 * @see Behaviors#on
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Rules extends Behavior {
    static final Rules NONE = new Rules(new RulePlan(List.of(), false, null));

    private Rules(RulePlan rules) {
        super(rules);
    }

    private static RuleAction inside(Action action) {
        requireNonNull(action, "an action must not be null");
        if (action instanceof Reply reply) {
            return reply.inside();
        }
        return action instanceof Run run ? run.inside() : new PlayAction(((Behavior) action).plan());
    }

    private RulePlan rules() {
        return (RulePlan) plan();
    }

    /**
     * Returns these rules and one more, which is asked after them.
     *
     * @param matcher which messages the rule takes
     * @param actions what it does, see {@link Behaviors#on}
     * @return other rules
     * @throws IllegalArgumentException if the rule could never match because one before it takes all that it would, or an
     *     action cannot be done on an open connection
     */
    public Rules on(MessageMatcher matcher, Action... actions) {
        requireNonNull(matcher, "matcher must not be null");
        requireNonNull(actions, "actions must not be null");
        List<RuleAction> inside = Stream.of(actions).map(Rules::inside).toList();
        return new Rules(rules().plus(RulePlan.Rule.of(matcher, inside)));
    }

    /**
     * Returns these rules and one more for a text message, which is asked after them.
     *
     * @param text the whole text, literally, as {@code Matchers.text} has it
     * @param actions what it does, see {@link Behaviors#on}
     * @return other rules
     * @throws IllegalArgumentException as {@link #on(MessageMatcher, Action...)} does
     */
    public Rules on(String text, Action... actions) {
        return on(Matchers.text(text), actions);
    }

    /**
     * Returns these rules, where the last one takes only a number of messages on each connection. After that the next rule
     * that matches takes them.
     *
     * @param n the number of messages, at least 1
     * @return other rules
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException if the last rule has a number already
     */
    public Rules times(int n) {
        return new Rules(rules().limited(n));
    }

    /**
     * Returns these rules, which take a message only when all that they do with the one before is done: a delay, a pause and
     * code of the user's hold up the messages that come meanwhile. An action without an end is done when it has begun.
     * Without this, replies {@linkplain Reply#after after a while}, pauses and {@linkplain Behaviors#run code} do not hold
     * up the others.
     *
     * @return other rules
     */
    public Rules inOrder() {
        return new Rules(rules().inOrder());
    }

    /**
     * Returns the behavior that leaves to another one what no rule takes.
     *
     * @param behavior is given whole messages, those that no rule took
     * @return rules without a message that no one takes
     * @throws IllegalArgumentException if there is a rule that takes every message, or the other one cannot go on with an
     *     open connection
     */
    public Behavior otherwise(Behavior behavior) {
        requireNonNull(behavior, "behavior must not be null");
        return new OpenBehavior(rules().otherwise(behavior.plan()));
    }
}
