package io.github.windsock.client;

import io.github.windsock.internal.wire.ResponseHead;
import io.github.windsock.internal.wire.ResponseHeadReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the server's answer to an opening handshake: its head, and the body of a refusal. */
final class AnswerReader {
    private static final byte[] NOTHING = {};

    private final ResponseHeadReader headReader = new ResponseHeadReader();
    private @Nullable BodyReader body; // of a refusal
    private volatile @Nullable HttpAnswer answer;

    /** Takes bytes up to the end of the answer; returns whether that has come, or as much as is kept of it. */
    boolean read(ByteBuffer bytes) throws ResponseHead.Malformed {
        HttpAnswer known = answer;
        if (known == null) {
            ResponseHead head = headReader.read(bytes);
            if (head == null) {
                return false;
            }
            known = new HttpAnswer(head.status(), head.reason(), head.headers(), NOTHING);
            answer = known;
            body = isRefused() ? new BodyReader(known.headers(), known.status()) : null;
        }
        return body == null || readBody(known, body, bytes);
    }

    private boolean readBody(HttpAnswer head, BodyReader reader, ByteBuffer bytes) {
        boolean complete = reader.read(bytes);
        answer = head.withBody(reader.soFar());
        return complete;
    }

    /** Returns what has come, nothing before the head is whole. On any thread. */
    @Nullable
    HttpAnswer answer() {
        return answer;
    }

    /** Returns whether the server has refused; its body may still come. */
    boolean isRefused() {
        HttpAnswer known = answer;
        return known != null && known.status() != 101;
    }
}
