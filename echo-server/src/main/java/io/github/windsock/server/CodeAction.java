package io.github.windsock.server;

import io.github.windsock.Message;
import io.github.windsock.server.internal.behavior.RunAction;
import io.github.windsock.server.internal.conversation.RuleConversation.MessageCode;
import java.util.function.BiConsumer;

/** An action that runs code of the user with the message that a rule matched. Immutable. */
final class CodeAction extends Wrapper<RunAction> implements Action {
    CodeAction(BiConsumer<ServerConnection, Message> code) {
        super(new RunAction(new Code(code)));
    }

    /** Code that gets the public view of a connection. */
    private record Code(BiConsumer<ServerConnection, Message> code) implements MessageCode {
        @Override
        public void run(Object connection, Message taken) {
            code.accept((ServerConnection) connection, taken);
        }
    }
}
