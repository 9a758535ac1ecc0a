package io.github.windsock.client.internal.handshake;

import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.ResponseHead;
import java.nio.ByteBuffer;

/** A client's opening handshake (RFC 6455, section 4.1): the request, the answer, and what both ends agreed on. */
public final class OpeningHandshake {
    private static final int PREVIEWED = 100; // more than a preview shows

    private final Request request;
    private final String key;
    private final boolean offersDeflate;
    private final AnswerReader answers = new AnswerReader();

    /** How far the answer has come. */
    public enum Progress {
        UNFINISHED,
        /** The head of a refusal has arrived, and its body may follow. */
        REFUSAL_BEGUN,
        REFUSED,
        /** It is a 101, to be {@linkplain #check checked}. */
        ANSWERED
    }

    public OpeningHandshake(Request request, String key, boolean offersDeflate) {
        this.request = request;
        this.key = key;
        this.offersDeflate = offersDeflate;
    }

    public String key() {
        return key;
    }

    public byte[] request() {
        return request.bytes();
    }

    /** Reads bytes up to the end of the answer. */
    public Progress read(ByteBuffer bytes) throws ResponseHead.Malformed {
        boolean isFirst = !isAnswered();
        boolean isComplete = answers.read(bytes);
        if (!isAnswered()) {
            return Progress.UNFINISHED;
        }
        if (!isRefused()) {
            return Progress.ANSWERED;
        }
        return isComplete ? Progress.REFUSED : isFirst ? Progress.REFUSAL_BEGUN : Progress.UNFINISHED;
    }

    /** Returns what both ends agreed on. */
    public HandshakeCheck.Agreement check() throws HandshakeCheck.Refused {
        ResponseHead head = answers.head();
        if (head == null) {
            throw new IllegalStateException("there is no answer to check");
        }
        return HandshakeCheck.check(head, key, request.subprotocols(), offersDeflate);
    }

    /** Returns whether the head of an answer has arrived. For any thread. */
    public boolean isAnswered() {
        return answers.answer() != null;
    }

    /** Says how much of an answer has arrived that is not complete, after another clause. For the reading thread. */
    public String part() {
        int bytes = isAnswered() ? 0 : answers.headBytes();
        return bytes == 0
                ? ""
                : "; it sent only " + Text.bytes(bytes) + " of an answer: "
                        + Text.preview(answers.beginning(PREVIEWED));
    }

    public boolean isRefused() {
        return answers.isRefused();
    }

    /** Describes a refusal. */
    public String refusal() {
        return "the server answered " + answers.answer();
    }

    /** Returns the request, and the answer so far. For any thread. */
    public Handshake handshake() {
        Handshake asked = Handshake.of(request.target(), request.headers());
        HttpAnswer answer = answers.answer();
        return answer == null ? asked : asked.answered(answer);
    }
}
