package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.IgnoredFrame;
import java.util.Optional;
import java.util.Set;

/**
 * A behavior that runs on one connection. Its methods are called one at a time on the connection's thread and must not
 * block. The default implementations do what RFC 6455 requires.
 */
public abstract class Conversation {
    private final ConversationContext context;

    public Conversation(ConversationContext context) {
        this.context = context;
    }

    public final ConversationContext context() {
        return context;
    }

    public final FrameOutput output() {
        return context.output();
    }

    /** Returns a task that any thread can run; it runs the given task on the conversation's thread. */
    final Runnable later(Runnable task) {
        return () -> context().execute(task);
    }

    /** Called at the start, after the handshake or after another conversation. Must lead to the first demand. */
    public void opened() {
        context().demand();
    }

    /**
     * A data frame has arrived. Must lead to the next demand.
     *
     * @param frame a frame with opcode text, binary or continuation
     */
    public void data(Frame frame) {
        context().demand();
    }

    /**
     * A ping has arrived. By default it is answered with the same payload (section 5.5.3). Must lead to the next
     * demand.
     *
     * @param frame the ping
     */
    public void ping(Frame frame) {
        output().send(Frame.control(Opcode.PONG, frame.payload()), context()::demand);
    }

    /**
     * A pong has arrived. Must lead to the next demand.
     *
     * @param frame the pong
     */
    public void pong(Frame frame) {
        context().demand();
    }

    /**
     * The client has started the closing handshake. By default it is answered with the same status (section 5.5.1).
     *
     * @param status the status of the client's Close frame
     */
    public void closing(CloseStatus status) {
        output().close(status);
    }

    /** Called when the connection has ended or another conversation has taken over. */
    public void ended() {}

    /**
     * Returns the control frames that it does not answer.
     *
     * @return the kinds of frames; empty if it answers as RFC 6455 requires
     */
    Set<IgnoredFrame> ignoredFrames() {
        return Set.of();
    }

    /** Tells whether it still has effects although it sends no more messages by itself. */
    boolean lasts() {
        return !ignoredFrames().isEmpty();
    }

    /** Tells whether it continues only when the test advances the clock. Any thread may call this and the next two. */
    boolean waitsForTestClock() {
        return false;
    }

    /** Tells whether it reads the next frame only when the test advances the clock. */
    public boolean isHeld() {
        return false;
    }

    /**
     * Returns what it still sends by itself. Any thread may call this at any time. The conversation must call {@link
     * ConversationContext#changed} when it changes.
     *
     * @return a description for messages; empty if it only answers
     */
    public Optional<String> unfinished() {
        return Optional.empty();
    }
}
