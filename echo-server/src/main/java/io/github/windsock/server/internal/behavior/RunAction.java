package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.conversation.RuleConversation.MessageCode;

/** Passes the message that a rule matched to code of the user. */
public record RunAction(MessageCode code) implements RuleAction {
    @Override
    public String toString() {
        return "run((connection, message) -> …)";
    }
}
