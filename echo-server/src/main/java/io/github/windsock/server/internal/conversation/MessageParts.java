package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.internal.PayloadBuilder;
import org.jspecify.annotations.Nullable;

/** Assembles the frames of one direction into messages for the journal. Not thread-safe. */
public final class MessageParts {
    private boolean isText;
    private @Nullable PayloadBuilder parts;

    /**
     * The minimum size of a message to compress, unless {@code compress()} says otherwise. Small ones stay readable in
     * traces.
     */
    private static final int MIN_COMPRESSED_BYTES = 1024;

    /** Returns a message as one frame. A large one is compressed if compression was negotiated. */
    public static Frame frame(Message message) {
        return new Frame(
                message.isText() ? Opcode.TEXT : Opcode.BINARY,
                true,
                message.payload().size() >= MIN_COMPRESSED_BYTES,
                message.payload().asByteBuffer());
    }

    /** Returns the message of a frame that is a whole message. */
    static Message message(Frame whole) {
        Payload payload = PayloadInternals.adopt(whole.arrays());
        return whole.opcode() == Opcode.TEXT ? Message.text(payload) : Message.binary(payload);
    }

    /** Adds a data frame; returns the message if the frame is its last one, or else null. */
    public @Nullable Message add(Frame frame) {
        if (frame.isFirst()) {
            isText = frame.opcode() == Opcode.TEXT;
            parts = null;
        }
        if (frame.isFirst() && frame.fin() && frame.size() <= Journal.WHOLE_PAYLOAD_BYTES) {
            return message(PayloadInternals.adopt(frame.arrays()));
        }
        if (parts == null) {
            parts = new PayloadBuilder(Journal.WHOLE_PAYLOAD_BYTES);
        }
        frame.parts().forEach(parts::append);
        return frame.fin() ? finish(parts) : null;
    }

    /** Tells whether a message is incomplete. */
    public boolean isWithin() {
        return parts != null;
    }

    /** Drops an incomplete message. */
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
