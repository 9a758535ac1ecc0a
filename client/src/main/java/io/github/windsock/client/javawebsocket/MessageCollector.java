package io.github.windsock.client.javawebsocket;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.Framedata;

/** Joins the data frames that the library receives or sends to whole messages. Used by one thread at a time. */
final class MessageCollector {
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean isText;
    private boolean hasBegun;

    MessageCollector(int limit) {
        this.limit = limit;
    }

    /** Returns the message that this frame completes; empty if there is none, or the library will refuse it. */
    Optional<Message> add(Framedata frame) {
        boolean continues = frame.getOpcode() == Opcode.CONTINUOUS;
        if (continues != hasBegun) {
            return Optional.empty();
        }
        if (!continues) {
            bytes.reset();
            isText = frame.getOpcode() == Opcode.TEXT;
        }
        bytes.writeBytes(Frames.payload(frame));
        hasBegun = !frame.isFin();
        if (hasBegun || bytes.size() > limit || (isText && !Frames.isUtf8(bytes.toByteArray(), 0))) {
            return Optional.empty();
        }
        Payload payload = PayloadInternals.adopt(bytes.toByteArray());
        return Optional.of(isText ? Message.text(payload) : Message.binary(payload));
    }
}
