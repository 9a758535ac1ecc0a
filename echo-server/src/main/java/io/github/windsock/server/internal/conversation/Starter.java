package io.github.windsock.server.internal.conversation;

/** Starts conversations. */
@FunctionalInterface
public interface Starter {

    /** Creates a conversation, which does nothing before {@link Conversation#opened()}. */
    Conversation begin(ConversationContext context);

    /** Tells whether its conversations end by themselves. */
    default boolean isFinite() {
        return false;
    }
}
