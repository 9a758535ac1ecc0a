package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Matchers;
import io.github.windsock.MessageMatcher;
import io.github.windsock.internal.text.Elements;
import io.github.windsock.server.internal.behavior.PlayAction;
import io.github.windsock.server.internal.behavior.RuleAction;
import io.github.windsock.server.internal.behavior.RulePlan;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Rules for messages: the first rule that matches a message runs its actions.
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
        return action instanceof CodeAction code ? code.inside() : new PlayAction(((Behavior) action).plan());
    }

    private RulePlan rules() {
        return (RulePlan) plan();
    }

    /**
     * Adds a rule after the others.
     *
     * @param matcher the messages that the rule matches
     * @param actions the actions, see {@link Behaviors#on}
     * @return new rules
     * @throws IllegalArgumentException if the rule could never be used because an earlier one matches the same
     *     messages, or an action is not possible on an open connection
     */
    public Rules on(MessageMatcher matcher, Action... actions) {
        requireNonNull(matcher, "matcher must not be null");
        List<RuleAction> inside =
                Elements.copyOf("actions", actions).stream().map(Rules::inside).toList();
        return new Rules(rules().plus(RulePlan.Rule.of(matcher, inside)));
    }

    /**
     * Adds a rule for a text message after the others.
     *
     * @param text the whole text
     * @param actions the actions, see {@link Behaviors#on}
     * @return new rules
     * @throws IllegalArgumentException in the cases of {@link #on(MessageMatcher, Action...)}
     */
    public Rules on(String text, Action... actions) {
        return on(Matchers.text(text), actions);
    }

    /**
     * Limits the last rule to a number of messages on each connection. Further messages go to the next rule that
     * matches.
     *
     * @param n the number of messages, at least 1
     * @return new rules
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException if the last rule has a number already
     */
    public Rules times(int n) {
        return new Rules(rules().limited(n));
    }

    /**
     * Makes the rules handle messages one at a time: a message waits until all actions for the one before are done,
     * including delays, pauses and code of the user. An endless action counts as done when it has started. Without
     * this, {@linkplain Reply#after delayed} replies, pauses and {@linkplain Behaviors#run code} do not hold up other
     * messages.
     *
     * @return new rules
     */
    public Rules inOrder() {
        return new Rules(rules().inOrder());
    }

    /**
     * Sets the behavior for messages that no rule matches.
     *
     * @param behavior the behavior that gets them, as whole messages
     * @return the complete behavior
     * @throws IllegalArgumentException if a rule matches every message, or the behavior is not possible on an open
     *     connection
     */
    public Behavior otherwise(Behavior behavior) {
        requireNonNull(behavior, "behavior must not be null");
        return new OpenBehavior(rules().otherwise(behavior.plan()));
    }
}
