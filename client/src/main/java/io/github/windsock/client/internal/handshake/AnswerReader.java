package io.github.windsock.client.internal.handshake;

import io.github.windsock.HttpAnswer;
import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.wire.ResponseHead;
import io.github.windsock.internal.wire.ResponseHeadReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the server's answer to an opening handshake: its head, and the body of a refusal. */
public final class AnswerReader {
    private final ResponseHeadReader headReader = new ResponseHeadReader();
    private @Nullable ResponseHead head;
    private @Nullable BodyReader body; // of a refusal
    private volatile @Nullable HttpAnswer answer;

    /**
     * Reads bytes up to the end of the answer; returns whether the answer is complete, or its body has reached the
     * limit.
     */
    public boolean read(ByteBuffer bytes) throws ResponseHead.Malformed {
        ResponseHead known = head;
        if (known == null) {
            known = headReader.read(bytes);
            if (known == null) {
                return false;
            }
            head = known;
            answer = answer(known, Payload.EMPTY);
            body = isRefused() ? new BodyReader(known.headers(), known.status()) : null;
        }
        return body == null || readBody(known, body, bytes);
    }

    private boolean readBody(ResponseHead known, BodyReader reader, ByteBuffer bytes) {
        boolean complete = reader.read(bytes);
        answer = answer(known, PayloadInternals.adopt(reader.soFar()));
        return complete;
    }

    private static HttpAnswer answer(ResponseHead head, Payload body) {
        return HttpAnswer.of(head.status(), head.reason(), head.headers(), body);
    }

    /** Returns the number of bytes of a head that is not complete. For the reading thread. */
    int headBytes() {
        return headReader.length();
    }

    /** Returns the beginning of a head that is not complete. For the reading thread. */
    String beginning(int most) {
        return headReader.beginning(most);
    }

    /** Returns the head of the answer, null until it is complete. For the reading thread. */
    @Nullable
    public ResponseHead head() {
        return head;
    }

    /** Returns the answer so far, null until its head is complete. For any thread. */
    @Nullable
    public HttpAnswer answer() {
        return answer;
    }

    /** Returns whether the server has refused; the body may follow later. */
    public boolean isRefused() {
        HttpAnswer known = answer;
        return known != null && known.status() != 101;
    }
}
