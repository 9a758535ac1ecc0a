package io.github.windsock.server;

import io.github.windsock.Message;
import io.github.windsock.server.internal.behavior.RunAction;
import io.github.windsock.server.internal.conversation.RuleConversation.MessageCode;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An action that runs code of the user with the message that a rule matched. Immutable. */
final class CodeAction implements Action {
    private final RunAction inside;

    CodeAction(BiConsumer<ServerConnection, Message> code) {
        this.inside = new RunAction(new Code(code));
    }

    /** Code that gets the public view of a connection. */
    private record Code(BiConsumer<ServerConnection, Message> code) implements MessageCode {
        @Override
        public void run(Object connection, Message taken) {
            code.accept((ServerConnection) connection, taken);
        }
    }

    RunAction inside() {
        return inside;
    }

    /** Tells whether both run the same object. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodeAction that && inside.equals(that.inside);
    }

    @Override
    public int hashCode() {
        return inside.hashCode();
    }

    /** Returns the Java expression that creates this action, without the code. */
    @Override
    public String toString() {
        return inside.toString();
    }
}
