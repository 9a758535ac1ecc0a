package io.github.windsock.client.internal.handshake;

import io.github.windsock.internal.wire.ResponseHead;
import io.github.windsock.internal.wire.ResponseHeadReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the server's answer to an opening handshake: its head, and the body of a refusal. */
public final class AnswerReader {
    private final ResponseHeadReader headReader = new ResponseHeadReader();
    private @Nullable BodyReader body; // of a refusal
    private volatile @Nullable ServerAnswer answer;

    /** Takes bytes up to the end of the answer; returns whether that has come, or as much as is kept of it. */
    public boolean read(ByteBuffer bytes) throws ResponseHead.Malformed {
        ServerAnswer known = answer;
        if (known == null) {
            ResponseHead head = headReader.read(bytes);
            if (head == null) {
                return false;
            }
            known = ServerAnswer.of(head);
            answer = known;
            body = isRefused() ? new BodyReader(known.headers(), known.status()) : null;
        }
        return body == null || readBody(known, body, bytes);
    }

    private boolean readBody(ServerAnswer head, BodyReader reader, ByteBuffer bytes) {
        boolean complete = reader.read(bytes);
        answer = head.withBody(reader.soFar());
        return complete;
    }

    /** Returns what has come, nothing before the head is whole. On any thread. */
    @Nullable
    public ServerAnswer answer() {
        return answer;
    }

    /** Returns whether the server has refused; its body may still come. */
    public boolean isRefused() {
        ServerAnswer known = answer;
        return known != null && known.status() != 101;
    }
}
