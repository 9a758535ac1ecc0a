package io.github.windsock.server.internal.behavior;

/** Begins a conversation, which is given the message that a rule took. */
public record PlayAction(Plan plan) implements RuleAction {

    @Override
    public String toString() {
        return plan.toString();
    }
}
