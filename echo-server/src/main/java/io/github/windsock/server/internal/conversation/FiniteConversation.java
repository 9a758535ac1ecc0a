package io.github.windsock.server.internal.conversation;

/** A conversation that ends by itself; another one can follow it. */
abstract class FiniteConversation extends Conversation {
    private volatile boolean isDone;

    FiniteConversation(ConversationContext context) {
        super(context);
    }

    /** Ends it. The next conversation starts first, so that at no time nothing is left to do. */
    final void finish() {
        context().done();
        ended();
    }

    @Override
    public final void ended() {
        isDone = true;
        context().changed();
    }

    /** Tells whether it has ended. Any thread may call this. */
    final boolean isDone() {
        return isDone;
    }
}
