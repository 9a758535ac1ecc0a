package io.github.windsock;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.UnsendableCode;
import java.io.Serializable;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The close code and reason of a connection (RFC 6455, sections 7.1.5 and 7.1.6).
 *
 * <p>{@link #NO_STATUS} and {@link #ABNORMAL} are never sent in a Close frame: they stand for a Close frame without a
 * code and for a connection that ended without a Close frame.
 *
 * @param code the close code, an unsigned 16-bit number such as 1000 or 3005
 * @param reason the close reason, may be empty
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public record CloseStatus(int code, String reason) implements Serializable {

    /** The status of a Close frame without a code: 1005. */
    public static final CloseStatus NO_STATUS = new CloseStatus(1005, "");

    /** The status of a connection that ended without a Close frame: 1006. */
    public static final CloseStatus ABNORMAL = new CloseStatus(1006, "");

    /**
     * The maximum length of a reason in UTF-8: {@value} bytes (RFC 6455, section 5.5: 125 bytes, less 2 for the code).
     */
    public static final int MAX_REASON_BYTES = CloseFrame.MAX_REASON_BYTES;

    /**
     * Creates a status with any code and reason. Use {@link #sendable(int, String)} for a status to send.
     *
     * @throws IllegalArgumentException if the code does not fit into 16 bits
     */
    public CloseStatus {
        requireNonNull(reason, "reason must not be null");
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("close code " + code + " does not fit into 16 bits");
        }
    }

    /**
     * Returns a status that an endpoint may send in a Close frame.
     *
     * @param code the close code: 1000-1003, 1007-1014 or 3000-4999
     * @param reason the close reason, at most 123 bytes in UTF-8; each lone surrogate is replaced with U+FFFD
     * @return the status, with the reason as the peer receives it
     * @throws IllegalArgumentException if the code may not be sent (section 7.4) or the reason is too long
     */
    public static CloseStatus sendable(int code, String reason) {
        requireNonNull(reason, "reason must not be null");
        if (!isSendable(code)) {
            String why =
                    UnsendableCode.of(code).map(each -> " (" + each.why() + ")").orElse("");
            throw new IllegalArgumentException(
                    "close code " + code + " cannot be sent" + why + "; use " + UnsendableCode.SENDABLE);
        }
        Payload utf8 = Payload.ofText(reason);
        if (utf8.size() > MAX_REASON_BYTES) {
            throw new IllegalArgumentException(
                    "reason is " + utf8.size() + " bytes in UTF-8; a Close frame holds at most " + MAX_REASON_BYTES);
        }
        return new CloseStatus(code, utf8.text());
    }

    /**
     * Tells whether RFC 6455 allows an endpoint to send a close code.
     *
     * @param code the close code
     * @return true for 1000-1003, 1007-1014 and 3000-4999
     */
    public static boolean isSendable(int code) {
        return CloseFrame.isSendable(code);
    }

    /** Written by hand, like {@link #hashCode()}: the methods generated for records are slow on first use in a JVM. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CloseStatus that && code == that.code && reason.equals(that.reason);
    }

    @Override
    public int hashCode() {
        return 31 * code + reason.hashCode();
    }

    /** Returns the code and the quoted reason, such as {@code 3005 "bye"}. */
    @Override
    public String toString() {
        return code + " " + Text.quote(reason);
    }
}
