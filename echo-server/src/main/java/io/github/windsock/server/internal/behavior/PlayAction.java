package io.github.windsock.server.internal.behavior;

/** Starts a conversation, which gets the message that a rule matched as its first one. */
public record PlayAction(Plan plan) implements RuleAction {

    @Override
    public String toString() {
        return plan.toString();
    }
}
