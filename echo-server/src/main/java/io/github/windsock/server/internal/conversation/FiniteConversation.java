package io.github.windsock.server.internal.conversation;

/** A conversation that comes to an end of its own, after which another one may go on. */
abstract class FiniteConversation extends Conversation {
    private volatile boolean isDone;

    FiniteConversation(ConversationContext context) {
        super(context);
    }

    /** What comes next has begun before this one is finished: in between there may be something to send. */
    final void finish() {
        context().done();
        ended();
    }

    @Override
    public final void ended() {
        isDone = true;
        context().changed();
    }

    /** May be asked on any thread. */
    final boolean isDone() {
        return isDone;
    }
}
