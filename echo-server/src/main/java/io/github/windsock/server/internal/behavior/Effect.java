package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.FaultOrder;
import io.github.windsock.server.internal.conversation.Starter;

/** What a behavior or trait does. */
public sealed interface Effect {

    /** Starts a conversation. */
    non-sealed interface Converses extends Effect {
        Conversation begin(Arguments args, ConversationContext context);
    }

    /** Plays a fault on an open connection. */
    non-sealed interface Plays extends Effect {
        void play(Arguments args, ConversationContext context, FaultOrder order);
    }

    /** Answers the attempt. */
    non-sealed interface Answers extends Effect {
        HandshakeDecision answer(Arguments args);
    }

    /** Changes how the connection is opened. */
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
