package io.github.windsock.server.internal.conversation;

import java.util.function.Consumer;

/** Plays a fault at once, and then does what RFC 6455 asks, as long as the client stays. */
public final class FaultConversation extends Conversation {
    private final Consumer<ConversationContext> fault;

    public FaultConversation(ConversationContext context, Consumer<ConversationContext> fault) {
        super(context);
        this.fault = fault;
    }

    @Override
    public void opened() {
        fault.accept(context());
        context().demand();
    }
}
