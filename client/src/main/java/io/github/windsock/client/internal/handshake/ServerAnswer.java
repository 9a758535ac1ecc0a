package io.github.windsock.client.internal.handshake;

import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.internal.wire.ResponseHead;

/**
 * The answer to an opening handshake.
 *
 * @param body of a refusal, or what has come of it; it is not copied, and nobody may change it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and only lent
public record ServerAnswer(int status, String reason, HttpHeaders headers, byte[] body) {
    private static final byte[] NOTHING = {};

    static ServerAnswer of(ResponseHead head) {
        return new ServerAnswer(head.status(), head.reason(), head.headers(), NOTHING);
    }

    ServerAnswer withBody(byte[] read) {
        return new ServerAnswer(status, reason, headers, read);
    }

    /** Returns status and reason. */
    @Override
    public String toString() {
        return (status + " " + reason).stripTrailing();
    }
}
