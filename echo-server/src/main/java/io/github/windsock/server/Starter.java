package io.github.windsock.server;

/** Begins conversations. */
@FunctionalInterface
interface Starter {

    /** Begins one; nothing happens before {@link Conversation#opened()}. */
    Conversation begin(ConversationContext scene);
}
