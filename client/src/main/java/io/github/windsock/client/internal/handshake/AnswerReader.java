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

    /** Takes bytes up to the end of the answer; returns whether that has come, or as much as is kept of it. */
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

    /** Returns the head of the answer, nothing before it is whole. On the thread that reads. */
    @Nullable
    public ResponseHead head() {
        return head;
    }

    /** Returns what has come, nothing before the head is whole. On any thread. */
    @Nullable
    public HttpAnswer answer() {
        return answer;
    }

    /** Returns whether the server has refused; its body may still come. */
    public boolean isRefused() {
        HttpAnswer known = answer;
        return known != null && known.status() != 101;
    }
}
