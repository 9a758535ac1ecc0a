package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends pings at an interval, which starts when the ping before has been written. */
public final class Pinger extends FilterConversation {
    private final Duration every;
    private Runnable stopper = () -> {};
    private boolean isOver;
    private long count;

    public Pinger(Conversation inner, ConversationContext context, Duration every) {
        super(inner, context);
        this.every = every;
    }

    @Override
    public void opened() {
        stopper = schedule();
        super.opened();
    }

    private void ping() {
        byte[] payload = Long.toString(++count).getBytes(StandardCharsets.US_ASCII);
        output().send(Frame.control(Opcode.PING, ByteBuffer.wrap(payload)), later(this::again));
    }

    private void again() {
        if (!isOver) {
            stopper = schedule();
        }
    }

    private Runnable schedule() {
        return context().schedule("ping every " + Durations.format(every), every, this::ping);
    }

    @Override
    boolean lasts() {
        return true;
    }

    @Override
    public void ended() {
        isOver = true;
        stopper.run();
        super.ended();
    }
}
