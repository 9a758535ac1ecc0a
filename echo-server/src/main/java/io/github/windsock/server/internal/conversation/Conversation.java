package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.Deaf;
import java.util.Optional;
import java.util.Set;

/**
 * A behavior at work on one connection: reacts to what happens on it. Its methods are called one at a time, on the
 * connection's thread, and must not block. What it does not override is done as RFC 6455 asks.
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

    /** Returns what runs a task on the conversation's thread, for what is called on any. */
    final Runnable later(Runnable task) {
        return () -> context().execute(task);
    }

    /** The conversation begins: the handshake is done, or another one has ended. Must lead to the first demand. */
    public void opened() {
        context().demand();
    }

    /**
     * A data frame has arrived. Must lead to the next demand.
     *
     * @param frame with opcode text, binary or continuation
     */
    public void data(Frame frame) {
        context().demand();
    }

    /**
     * A ping has arrived; it is answered with the same payload (section 5.5.3). Must lead to the next demand.
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
     * The client begins to close; it is answered with its own status (section 5.5.1).
     *
     * @param status what the client sent
     */
    public void closing(CloseStatus status) {
        output().close(status);
    }

    /** The connection is over, or another conversation has taken over. */
    public void ended() {}

    /**
     * Returns what it leaves without an answer, as long as it goes on.
     *
     * @return such as the client's pings; none if it does as RFC 6455 asks
     */
    Set<Deaf> deafness() {
        return Set.of();
    }

    /** Tells whether it goes on to do something though it sends no more messages. */
    boolean lasts() {
        return !deafness().isEmpty();
    }

    /** Tells whether it goes on only when the test lets time pass. May be asked on any thread, as the next two. */
    boolean standsStill() {
        return false;
    }

    /** Tells whether it reads on only when the test lets time pass. */
    public boolean isHeld() {
        return false;
    }

    /**
     * Returns what messages it is still going to send of its own accord. May be asked on any thread, at any time; the
     * context is told when it changes.
     *
     * @return in words, empty if it only answers
     */
    public Optional<String> unfinished() {
        return Optional.empty();
    }
}
