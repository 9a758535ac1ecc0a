package io.github.windsock.server;

import io.github.windsock.Message;
import java.time.Duration;
import java.util.Optional;

/** Sends a message at once and then again and again, each after the one before is written. */
final class PushConversation extends Conversation {
    private final Arguments args;
    private final Duration every;
    private final long times;
    private final String text;
    private long begun; // counts what is being sent too
    private volatile boolean isDone;

    PushConversation(ConversationContext scene, Arguments args) {
        super(scene);
        this.args = args;
        this.every = args.duration("every");
        this.times = args.numberOrEndless(Invocation.TIMES);
        this.text = new Invocation(Definitions.PUSH, args).toString();
    }

    @Override
    void opened() {
        wire().changed();
        wire().demand();
        next();
    }

    private void next() {
        begun++;
        int n = (int) Math.min(begun, Integer.MAX_VALUE);
        if (args.find("text") instanceof TextSource lambda) {
            wire().ask(text, () -> Message.text(lambda.code().apply(n)), this::send);
        } else if (args.has("template")) {
            send(Message.text(((Template) args.get("template")).fill(name -> Integer.toString(n))));
        } else {
            send(Definitions.message(args));
        }
    }

    private void send(Message message) {
        wire().send(MessageParts.frame(message), later(this::sent));
    }

    private void sent() {
        if (begun < times) {
            wire().schedule(every, this::next);
        } else {
            scene().done().run(); // first: what comes next may have something to send
            ended();
        }
    }

    @Override
    void ended() {
        isDone = true;
        wire().changed();
    }

    @Override
    Optional<String> unfinished() {
        return isDone ? Optional.empty() : Optional.of(text);
    }
}
