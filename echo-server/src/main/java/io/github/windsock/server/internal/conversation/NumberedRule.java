package io.github.windsock.server.internal.conversation;

/**
 * A rule with its position.
 *
 * @param rules all rules
 * @param number the position, from 1
 * @param text the rule as a Java expression
 */
public record NumberedRule(Starter rules, int number, String text) {

    /** Returns the rule with its number, such as {@code rule 2, on(text("b"), reply("B"))}. */
    @Override
    public String toString() {
        return "rule " + number + ", " + text;
    }
}
