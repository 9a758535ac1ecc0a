package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.internal.PayloadBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Joins the frames of one direction into messages, for the journal. Not thread-safe. */
public final class MessageParts {
    private boolean isText;
    private @Nullable PayloadBuilder parts;

    /** What is shorter is not worth compressing, and easier to read in a trace; a behavior with {@code compress()} asks for it. */
    private static final int WORTH_COMPRESSING = 1024;

    /** Returns a whole message as one frame, compressed if both ends agreed on that and it is worth it. */
    public static Frame frame(Message message) {
        return new Frame(
                message.isText() ? Opcode.TEXT : Opcode.BINARY,
                true,
                message.payload().size() >= WORTH_COMPRESSING,
                message.payload().asByteBuffer());
    }

    /** Returns the message of a data frame that is a whole one. */
    static Message message(Frame whole) {
        Payload payload = PayloadInternals.adopt(whole.arrays());
        return whole.opcode() == Opcode.TEXT ? Message.text(payload) : Message.binary(payload);
    }

    /** Adds a data frame; returns the message if it is now whole. */
    public Optional<Message> add(Frame frame) {
        if (frame.isFirst()) {
            isText = frame.opcode() == Opcode.TEXT;
            parts = null;
        }
        if (frame.isFirst() && frame.fin() && frame.size() <= Journal.WHOLE_PAYLOAD_BYTES) {
            return Optional.of(message(PayloadInternals.adopt(frame.arrays())));
        }
        if (parts == null) {
            parts = new PayloadBuilder(Journal.WHOLE_PAYLOAD_BYTES);
        }
        frame.parts().forEach(parts::append);
        return frame.fin() ? Optional.of(finish(parts)) : Optional.empty();
    }

    /** Returns whether a message has begun and not ended. */
    public boolean isWithin() {
        return parts != null;
    }

    /** Drops a message that will not be completed. */
    public void forget() {
        parts = null;
    }

    private Message finish(PayloadBuilder all) {
        parts = null;
        return message(all.build());
    }

    private Message message(Payload payload) {
        Message whole = isText ? Message.text(payload) : Message.binary(payload);
        return PayloadInternals.shortened(whole, Journal.WHOLE_PAYLOAD_BYTES);
    }
}
