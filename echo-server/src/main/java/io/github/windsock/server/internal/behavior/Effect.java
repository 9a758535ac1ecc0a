package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.FaultConversation;
import io.github.windsock.server.internal.conversation.FaultOrder;
import io.github.windsock.server.internal.conversation.PauseConversation;
import io.github.windsock.server.internal.conversation.Starter;
import java.time.Duration;

/** What a behavior or trait does. By itself it accepts an attempt and says nothing. */
public sealed interface Effect {

    /** Decides about an attempt. */
    default HandshakeDecision decision(Arguments args) {
        return new HandshakeDecision.Accepted(open(args, AcceptOptions.PLAIN));
    }

    /** Returns the options for accepting an attempt, changed by this. */
    default AcceptOptions open(Arguments args, AcceptOptions options) {
        return options;
    }

    /** Starts the conversation of a behavior. */
    default Conversation begin(Invocation behavior, ConversationContext context) {
        return PauseConversation.of(context, Duration.ZERO, behavior.toString());
    }

    /** Starts a conversation, changed by this. */
    default Conversation begin(Arguments args, Starter inner, ConversationContext context) {
        return inner.begin(context);
    }

    /** Starts a conversation. */
    non-sealed interface Converses extends Effect {
        Conversation begin(Arguments args, ConversationContext context);

        @Override
        default Conversation begin(Invocation behavior, ConversationContext context) {
            return begin(behavior.args(), context);
        }
    }

    /** Plays a fault on an open connection. */
    non-sealed interface Plays extends Effect {
        void play(Arguments args, ConversationContext context, FaultOrder order);

        @Override
        default Conversation begin(Invocation behavior, ConversationContext context) {
            return new FaultConversation(context, behavior::play);
        }
    }

    /** Answers the attempt. */
    non-sealed interface Answers extends Effect {
        @Override
        HandshakeDecision decision(Arguments args);
    }

    /** Changes how the connection is opened. */
    non-sealed interface Opens extends Effect {
        @Override
        AcceptOptions open(Arguments args, AcceptOptions options);
    }

    /** Changes a conversation. */
    non-sealed interface Changes extends Effect {
        @Override
        Conversation begin(Arguments args, Starter inner, ConversationContext context);
    }

    /** Changes the opening and the conversation. */
    record OpensAndChanges(Opens opens, Changes changes) implements Effect {
        @Override
        public AcceptOptions open(Arguments args, AcceptOptions options) {
            return opens.open(args, options);
        }

        @Override
        public Conversation begin(Arguments args, Starter inner, ConversationContext context) {
            return changes.begin(args, inner, context);
        }
    }
}
