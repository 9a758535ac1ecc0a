package io.github.windsock.server;

/**
 * Where a conversation takes place.
 *
 * @param wire the connection, for this conversation alone
 * @param whole the whole behavior as Java, for the journal
 * @param done to be run, on the wire's thread, when a finite conversation has come to its end
 */
record ConversationContext(FrameOutput wire, String whole, Runnable done) {

    ConversationContext on(FrameOutput other) {
        return new ConversationContext(other, whole, done);
    }

    ConversationContext then(Runnable next) {
        return new ConversationContext(wire, whole, next);
    }
}
