package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.script.ScriptStep.ExpectPing;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.MessageAssembler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What the client has sent and no step of a script has handled yet. */
final class ScriptInput {
    private final MessageAssembler assembler = new MessageAssembler();
    private final Deque<Payload> pings = new ArrayDeque<>(); // since the last expected message
    private volatile @Nullable Message message;
    private @Nullable CloseStatus close;

    /** Returns the message that a data frame completes, if it does. */
    @Nullable
    Message assemble(Frame frame) {
        Frame whole = assembler.add(frame);
        return whole == null ? null : MessageParts.message(whole);
    }

    /** Keeps the message until a step handles it. */
    void keep(Message next) {
        message = next;
    }

    @Nullable
    Message message() {
        return message;
    }

    /** Tells whether a message was not handled yet. Any thread may call this. */
    boolean hasMessage() {
        return message != null;
    }

    /** Removes the message, which a step has matched. */
    void taken() {
        message = null;
        pings.clear();
    }

    /** Drops the message. */
    void dropMessage() {
        message = null;
    }

    void addPing(Payload ping) {
        pings.add(ping);
    }

    /** Removes a ping that matches; returns whether there was one. */
    boolean takePing(ExpectPing expected) {
        for (Iterator<Payload> each = pings.iterator(); each.hasNext(); ) {
            if (expected.takes(each.next())) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    void closed(CloseStatus status) {
        close = status;
    }

    @Nullable
    CloseStatus close() {
        return close;
    }
}
