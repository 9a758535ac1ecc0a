package io.github.windsock.server.internal.conversation;

import java.util.function.Consumer;

/** Plays a fault at once, and then echoes, as long as the client stays. */
public final class FaultConversation extends EchoConversation {
    private final Consumer<ConversationContext> fault;

    public FaultConversation(ConversationContext context, Consumer<ConversationContext> fault) {
        super(context, Long.MAX_VALUE);
        this.fault = fault;
    }

    @Override
    public void opened() {
        fault.accept(context());
        context().demand();
    }
}
