package io.github.windsock.server.internal.conversation;

/** Begins conversations. */
@FunctionalInterface
public interface Starter {

    /** Begins one; nothing happens before {@link Conversation#opened()}. */
    Conversation begin(ConversationContext context);

    /** Returns whether they come to an end of their own. */
    default boolean isFinite() {
        return false;
    }
}
