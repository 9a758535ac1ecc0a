package io.github.windsock.client;

import java.nio.ByteBuffer;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.enums.Role;
import org.java_websocket.framing.FramedataImpl1;

/**
 * The one place where Java-WebSocket is used: it encodes and masks what the client sends. Reading is left to {@link
 * FrameReader}.
 *
 * <p>There is one draft for all connections: to encode a frame it keeps nothing but its source of masks, which is strong
 * (RFC 6455 section 10.3), costly to make, and for any number of threads.
 */
final class Codec {
    private static final Draft_6455 DRAFT = clientDraft();

    private Codec() {}

    private static Draft_6455 clientDraft() {
        Draft_6455 draft = new Draft_6455();
        draft.setParseMode(Role.CLIENT);
        return draft;
    }

    /** Returns the frame of a whole message; a compressed one is marked so. */
    static ByteBuffer message(boolean text, byte[] payload, boolean compressed) {
        Frame frame = new Frame(text ? Opcode.TEXT : Opcode.BINARY, payload);
        frame.setRSV1(compressed);
        return DRAFT.createBinaryFrame(frame);
    }

    /** Returns one frame of a message in several; the first is no continuation. */
    static ByteBuffer fragment(boolean text, boolean first, byte[] payload, boolean last) {
        Frame frame = new Frame(first ? text ? Opcode.TEXT : Opcode.BINARY : Opcode.CONTINUOUS, payload);
        frame.setFin(last);
        return DRAFT.createBinaryFrame(frame);
    }

    static ByteBuffer ping(byte[] payload) {
        return DRAFT.createBinaryFrame(new Frame(Opcode.PING, payload));
    }

    static ByteBuffer pong(byte[] payload) {
        return DRAFT.createBinaryFrame(new Frame(Opcode.PONG, payload));
    }

    static ByteBuffer close(byte[] body) {
        return DRAFT.createBinaryFrame(new Frame(Opcode.CLOSING, body));
    }

    /** A frame of bytes that have been checked before. */
    private static final class Frame extends FramedataImpl1 {
        Frame(Opcode opcode, byte[] payload) {
            super(opcode);
            setPayload(ByteBuffer.wrap(payload));
        }

        @Override
        public void isValid() {
            // The callers of this room build only valid frames.
        }
    }
}
