package io.github.windsock.server.internal.conversation;

/**
 * Where a conversation takes place.
 *
 * @param wire the connection, for this conversation alone
 * @param whole the whole behavior as Java, for the journal
 * @param done to be run, on the wire's thread, when a finite conversation has come to its end
 */
public record ConversationContext(FrameOutput wire, String whole, Runnable done) {

    public ConversationContext on(FrameOutput other) {
        return new ConversationContext(other, whole, done);
    }

    ConversationContext then(Runnable next) {
        return new ConversationContext(wire, whole, next);
    }
}
