package io.github.windsock.server;

import io.github.windsock.Message;
import java.util.Optional;

/** Sends one message, and reads nothing before TCP has taken it: what the client says is for who comes next. */
final class SendConversation extends Conversation {
    private final Message message;
    private volatile boolean isDone;

    SendConversation(ConversationContext scene, Message message) {
        super(scene);
        this.message = message;
    }

    @Override
    void opened() {
        wire().send(MessageParts.frame(message), later(this::sent));
    }

    /** What comes next has begun before this one is finished: in between there may be something to send. */
    private void sent() {
        scene().done().run();
        ended();
    }

    @Override
    void ended() {
        isDone = true;
        wire().changed();
    }

    @Override
    Optional<String> unfinished() {
        return isDone ? Optional.empty() : Optional.of("send " + message);
    }
}
