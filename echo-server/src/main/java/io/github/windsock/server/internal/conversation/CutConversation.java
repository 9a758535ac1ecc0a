package io.github.windsock.server.internal.conversation;

import java.util.function.Function;

/** Ends TCP at once. */
public final class CutConversation extends Conversation {
    private final Function<String, OutputEnd> how;

    public CutConversation(ConversationContext context, Function<String, OutputEnd> how) {
        super(context);
        this.how = how;
    }

    @Override
    public void opened() {
        output().end(how.apply(context().whole()));
    }
}
