package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.conversation.RuleConversation.MessageCode;

/** Gives the message that a rule took to code of the user's. */
public record RunAction(MessageCode code) implements RuleAction {
    @Override
    public String toString() {
        return "run((connection, message) -> …)";
    }
}
