package io.github.windsock.client.internal.socket;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.wire.CloseCodes;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.FrameReader;
import io.github.windsock.internal.wire.MessageInflater;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.internal.wire.PerMessageDeflate;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.internal.wire.Role;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the server's frames and hands messages and control frames to its connection, on the transport's thread. */
final class IncomingFrames {
    private final FrameReader reader;
    private final @Nullable MessageInflater inflater;
    private final List<byte[]> parts = new ArrayList<>(); // of the current message
    private final ClientConnection connection;
    private boolean isText;
    private boolean closeRead;

    IncomingFrames(int maxMessageBytes, @Nullable PerMessageDeflate agreed, ClientConnection connection) {
        inflater = agreed == null ? null : agreed.newInflater(Role.CLIENT);
        reader = new FrameReader(Role.CLIENT, maxMessageBytes, CloseCodes.ALL_BUT_RESERVED, inflater);
        this.connection = connection;
    }

    /**
     * Hands on each frame as soon as it is complete. Discards everything after a Close frame (RFC 6455, section 1.4).
     */
    void read(ByteBuffer bytes) throws ProtocolViolation {
        while (!closeRead) {
            Frame frame = reader.next(bytes);
            if (frame == null) {
                return;
            }
            take(frame);
        }
    }

    private void take(Frame frame) {
        switch (frame.opcode()) {
            case PING -> connection.ping(PayloadInternals.adopt(frame.bytes()));
            case PONG -> connection.pong(PayloadInternals.adopt(frame.bytes()));
            case CLOSE -> {
                closeRead = true;
                connection.closeReceived(CloseFrame.read(frame.bytes()));
            }
            case CONTINUATION, TEXT, BINARY -> {
                add(frame);
                if (frame.fin()) {
                    connection.message(message());
                }
            }
        }
    }

    private void add(Frame frame) {
        if (frame.isFirst()) {
            isText = frame.opcode() == Opcode.TEXT;
        }
        parts.addAll(frame.arrays());
    }

    /** Keeps the parts as they arrived and does not copy them into one array; {@code Payload} joins them on demand. */
    private Message message() {
        Payload payload = PayloadInternals.adopt(parts);
        parts.clear();
        return isText ? Message.text(payload) : Message.binary(payload);
    }

    void close() {
        if (inflater != null) {
            inflater.close();
        }
    }
}
