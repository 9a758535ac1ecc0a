package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.FaultOrder;
import io.github.windsock.server.internal.conversation.Starter;

/** The effect of a row of the table: the plan or trait that it makes. */
public sealed interface Effect {

    /** Begins a conversation. */
    non-sealed interface Talk extends Effect {
        Conversation begin(Arguments args, ConversationContext context);
    }

    /** Breaks a rule on an open connection. */
    non-sealed interface Strikes extends Effect {
        void strike(Arguments args, ConversationContext context, FaultOrder order);
    }

    /** Answers the attempt. */
    non-sealed interface Answers extends Effect {
        HandshakeDecision answer(Arguments args);
    }

    /** Delays the opening of a conversation, or says how it is opened. */
    non-sealed interface Opens extends Effect {
        AcceptOptions open(Arguments args, AcceptOptions options);
    }

    /** Changes a conversation. */
    non-sealed interface Changes extends Effect {
        Conversation begin(Arguments args, Starter inner, ConversationContext context);
    }

    /** Changes the opening and the conversation. */
    record OpensAndChanges(Opens opens, Changes changes) implements Effect {}
}
