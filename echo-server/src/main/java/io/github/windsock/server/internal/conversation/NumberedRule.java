package io.github.windsock.server.internal.conversation;

/**
 * A rule with its position. The same rules, given to a server twice, are the same.
 *
 * @param rules all of them, as a value
 * @param number counts from 1
 * @param text the rule as Java
 */
public record NumberedRule(Starter rules, int number, String text) {

    /** Returns it as {@code rule 2, on(text("b"), reply("B"))}. */
    @Override
    public String toString() {
        return "rule " + number + ", " + text;
    }
}
