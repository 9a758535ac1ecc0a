package io.github.windsock.client.javawebsocket;

import io.github.windsock.CloseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.java_websocket.framing.Framedata;

/** Reads the library's frames without changing them. */
final class Frames {

    private Frames() {}

    static byte[] payload(Framedata frame) {
        ByteBuffer payload = frame.getPayloadData().duplicate();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    static boolean isUtf8(byte[] bytes, int from) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, bytes.length - from));
            return true;
        } catch (CharacterCodingException e) {
            return false; // not UTF-8
        }
    }

    /** Returns whether the body of a Close frame is valid: empty, or a code and a text. */
    static boolean isStatus(byte[] body) {
        return body.length == 0 || (body.length >= 2 && isUtf8(body, 2));
    }

    /**
     * Reads the body of a Close frame as it was on the wire; the library reports 1000 for an empty one and 1002 for a
     * cut one.
     */
    static CloseStatus status(byte[] body) {
        if (body.length < 2) {
            return CloseStatus.NO_STATUS;
        }
        int code = (body[0] & 0xFF) << 8 | body[1] & 0xFF;
        return new CloseStatus(code, new String(body, 2, body.length - 2, StandardCharsets.UTF_8));
    }
}
