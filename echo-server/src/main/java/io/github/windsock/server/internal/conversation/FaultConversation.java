package io.github.windsock.server.internal.conversation;

import java.util.function.Consumer;

/** Plays a fault at once and then echoes. */
public final class FaultConversation extends FilterConversation {
    private final Consumer<ConversationContext> fault;

    public FaultConversation(ConversationContext context, Consumer<ConversationContext> fault) {
        super(new EchoConversation(context, Long.MAX_VALUE), context);
        this.fault = fault;
    }

    @Override
    public void opened() {
        fault.accept(context());
        super.opened();
    }
}
