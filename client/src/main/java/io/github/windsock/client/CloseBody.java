package io.github.windsock.client;

import io.github.windsock.CloseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The body of a Close frame: nothing, or a code and a reason (RFC 6455 section 5.5.1). */
final class CloseBody {
    private static final byte[] NONE = {};

    private CloseBody() {}

    static byte[] of(CloseStatus status) {
        if (status.code() == CloseStatus.NO_STATUS.code()) {
            return NONE;
        }
        byte[] reason = Utf8.encode(status.reason());
        byte[] body = new byte[2 + reason.length];
        body[0] = (byte) (status.code() >> 8);
        body[1] = (byte) status.code();
        System.arraycopy(reason, 0, body, 2, reason.length);
        return body;
    }

    /** Returns what a body says that {@link FrameReader} has found good. */
    static CloseStatus read(byte[] body) {
        if (body.length == 0) {
            return CloseStatus.NO_STATUS;
        }
        int code = (body[0] & 0xFF) << 8 | body[1] & 0xFF;
        return new CloseStatus(code, new String(Arrays.copyOfRange(body, 2, body.length), StandardCharsets.UTF_8));
    }
}
