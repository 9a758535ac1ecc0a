package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.server.internal.behavior.AnswerFaults;
import io.github.windsock.server.internal.behavior.Arguments;
import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.FrameFaults;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.TransportDefinitions;
import java.time.Duration;
import org.apiguardian.api.API;

/**
 * Creates faults: behaviors that break a rule of the protocol on purpose. Import its methods statically.
 *
 * <pre>{@code
 * server.behave(inTurn(invalidUtf8(), echo()));
 * connection.fault(invalidUtf8());
 * }</pre>
 *
 * <p>As a whole behavior, a fault of frames happens right after the connection opens; the server then goes on reading
 * and answers a Close frame. After a faulty answer with status 101, the connection is open for the server, and a client
 * that accepts the answer gets an echo.
 *
 * <p>{@link Behaviors} has further faults: {@link Behaviors#dropConnection} and {@link Behaviors#resetConnection} end
 * TCP right after the 101, {@link Behaviors#dropOnAccept} and {@link Behaviors#resetOnAccept} before it, and {@link
 * Behaviors#neverOpen} sends no answer. {@link Fault#all} returns all of them.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class Faults {

    private Faults() {}

    // The answer to an attempt.

    /**
     * Returns a fault: the 101 has a {@code Sec-WebSocket-Accept} that belongs to another key (RFC 6455, section
     * 4.2.2). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault wrongAccept() {
        return new HandshakeFault(Invocation.of(AnswerFaults.WRONG_ACCEPT, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has no {@code Sec-WebSocket-Accept} (RFC 6455, section 4.2.2). Chromium fires
     * {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault missingAccept() {
        return new HandshakeFault(Invocation.of(AnswerFaults.MISSING_ACCEPT, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has the right {@code Sec-WebSocket-Accept} twice (RFC 6455, section 11.3.3).
     * Chromium fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault repeatedAccept() {
        return new HandshakeFault(Invocation.of(AnswerFaults.REPEATED_ACCEPT, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has an {@code Upgrade} to another protocol (RFC 6455, section 4.2.2). Chromium
     * fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault wrongUpgrade() {
        return new HandshakeFault(Invocation.of(AnswerFaults.WRONG_UPGRADE, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has no {@code Upgrade} (RFC 6455, section 4.2.2). Chromium fires {@code error}
     * and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault missingUpgrade() {
        return new HandshakeFault(Invocation.of(AnswerFaults.MISSING_UPGRADE, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has {@code Upgrade: websocket} twice, which makes the value a list of two (RFC
     * 6455, section 4.2.2). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault repeatedUpgrade() {
        return new HandshakeFault(Invocation.of(AnswerFaults.REPEATED_UPGRADE, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has a {@code Connection} without {@code Upgrade} (RFC 6455, section
     * 4.2.2). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault wrongConnection() {
        return new HandshakeFault(Invocation.of(AnswerFaults.WRONG_CONNECTION, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has no {@code Connection} (RFC 6455, section 4.2.2). Chromium fires {@code error}
     * and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault missingConnection() {
        return new HandshakeFault(Invocation.of(AnswerFaults.MISSING_CONNECTION, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has {@code Connection: Upgrade} twice. It breaks no rule, since the value is a
     * list (RFC 9110, section 5.3). Chromium accepts it.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault repeatedConnection() {
        return new HandshakeFault(Invocation.of(AnswerFaults.REPEATED_CONNECTION, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has a subprotocol that the client did not offer (RFC 6455, section 4.2.2). {@link
     * Behaviors#subprotocol} answers one of your choice. Chromium fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault unofferedSubprotocol() {
        return new HandshakeFault(Invocation.of(AnswerFaults.UNOFFERED_SUBPROTOCOL, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has two {@code Sec-WebSocket-Protocol} headers, with the first two subprotocols that the
     * client offers (RFC 6455, section 11.3.4). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault twoSubprotocols() {
        return new HandshakeFault(Invocation.of(AnswerFaults.TWO_SUBPROTOCOLS, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has an extension that the client did not offer (RFC 6455, section 4.2.2). Chromium fires
     * {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault unofferedExtension() {
        return new HandshakeFault(Invocation.of(AnswerFaults.UNOFFERED_EXTENSION, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has {@code permessage-deflate} with an invalid window size (RFC 7692, section
     * 7.1.2.1). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault invalidDeflateParameters() {
        return new HandshakeFault(Invocation.of(AnswerFaults.INVALID_DEFLATE_PARAMETERS, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has the version HTTP/1.0 (RFC 6455, section 4.2.2). Chromium accepts it.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault http10() {
        return new HandshakeFault(Invocation.of(AnswerFaults.HTTP_1_0, Arguments.NONE));
    }

    /**
     * Returns a fault: the 101 has headers of 512 KiB. It breaks no rule: each client has its own limit (RFC 9110,
     * section 5.4). Chromium accepts less than 257 KiB; beyond that it fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault hugeHeaders() {
        return new HandshakeFault(Invocation.of(AnswerFaults.HUGE_HEADERS, Arguments.NONE));
    }

    /**
     * Returns a fault: the answer is 200 (RFC 6455, section 4.2.2). Chromium fires {@code error} and {@code
     * close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault okInsteadOf101() {
        return new HandshakeFault(Invocation.of(AnswerFaults.OK_INSTEAD_OF_101, Arguments.NONE));
    }

    /**
     * Returns a fault: the answer is a 302 to the same URL (RFC 9110, section 15.4). Chromium
     * follows no redirect: it fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault redirectLoop() {
        return new HandshakeFault(Invocation.of(AnswerFaults.REDIRECT_LOOP, Arguments.NONE));
    }

    /**
     * Returns a fault: the answer stops in the middle of its head, and nothing follows (RFC 6455, section
     * 4.2.2). Chromium waits for 240 s, and then fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault halfAnswer() {
        return new HandshakeFault(Invocation.of(AnswerFaults.HALF_ANSWER, Arguments.NONE));
    }

    /**
     * Returns a fault: the answer stops in the middle of its head, and TCP ends with FIN (RFC 6455, section 4.2.2).
     * Chromium fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault dropWithinAnswer() {
        return new HandshakeFault(Invocation.of(AnswerFaults.DROP_WITHIN_ANSWER, Arguments.NONE));
    }

    /**
     * Returns a fault: the answer stops in the middle of its head, and TCP ends with RST (RFC 6455, section 4.2.2).
     * Chromium fires {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault resetWithinAnswer() {
        return new HandshakeFault(Invocation.of(AnswerFaults.RESET_WITHIN_ANSWER, Arguments.NONE));
    }

    /**
     * Returns a fault: the answer is not HTTP, and nothing follows (RFC 6455, section 4.2.2). Chromium fires
     * {@code error} and {@code close} 1006.
     *
     * @return a fault of the answer to an attempt
     */
    public static HandshakeFault garbageAnswer() {
        return new HandshakeFault(Invocation.of(AnswerFaults.GARBAGE_ANSWER, Arguments.NONE));
    }

    // Frames.

    /**
     * Returns a fault: a text frame is masked, which only frames of a client are (RFC 6455, section
     * 5.1). Chromium answers with Close 1002 "Masked frame from server", and fires {@code error} and {@code close}
     * 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault maskedFrame() {
        return new FrameFault(Invocation.of(FrameFaults.MASKED_FRAME, Arguments.NONE));
    }

    /**
     * Returns a fault: a frame has a reserved bit set that no extension gives a meaning (RFC 6455, section 5.2).
     * If compression was negotiated, bit 1 is set in a ping, which is never compressed. Chromium answers with Close
     * 1002 "Invalid reserved bit", and fires {@code error} and {@code close} 1006.
     *
     * @param bit 1 to 3
     * @return a fault; as a whole behavior it happens right after the connection opens
     * @throws IllegalArgumentException if it is not one of these
     */
    public static FrameFault reservedBit(int bit) {
        return new FrameFault(Invocation.of(FrameFaults.RESERVED_BIT, Arguments.of(FrameFaults.BIT, bit)));
    }

    /**
     * Returns a fault: a frame has an opcode that has no meaning (RFC 6455, section 5.2). Chromium answers with
     * Close 1002 "Unknown opcode", and fires {@code error} and {@code close} 1006.
     *
     * @param opcode 3 to 7, or 11 to 15
     * @return a fault; as a whole behavior it happens right after the connection opens
     * @throws IllegalArgumentException if it is not one of these
     */
    public static FrameFault unknownOpcode(int opcode) {
        return new FrameFault(Invocation.of(FrameFaults.UNKNOWN_OPCODE, Arguments.of(FrameFaults.OPCODE, opcode)));
    }

    /**
     * Returns a fault: a frame has 10 bytes, and its length says 5: the rest is taken for another frame (RFC
     * 6455, section 5.2). Nothing is sent after it. Chromium shows the first 5 bytes as a message. It answers the rest
     * with Close 1002 "Invalid reserved bit", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault lengthTooShort() {
        return new FrameFault(Invocation.of(FrameFaults.LENGTH_TOO_SHORT, Arguments.NONE));
    }

    /**
     * Returns a fault: a frame has 5 bytes, its length says 10, and nothing is sent after it (RFC 6455, section
     * 5.2). Chromium waits.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault lengthTooLong() {
        return new FrameFault(Invocation.of(FrameFaults.LENGTH_TOO_LONG, Arguments.NONE));
    }

    /**
     * Returns a fault: the length of a frame of 5 bytes takes 16 bits instead of 7 (RFC
     * 6455, section 5.2). Chromium answers with Close 1002 "WebSocket Protocol Error", and fires {@code error} and
     * {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault nonMinimalLength() {
        return new FrameFault(Invocation.of(FrameFaults.NON_MINIMAL_LENGTH, Arguments.NONE));
    }

    /**
     * Returns a fault: the length of a frame of 5 bytes takes 64 bits instead of 7 (RFC
     * 6455, section 5.2). Chromium answers with Close 1002 "WebSocket Protocol Error", and fires {@code error} and
     * {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault nonMinimalLongLength() {
        return new FrameFault(Invocation.of(FrameFaults.NON_MINIMAL_LONG_LENGTH, Arguments.NONE));
    }

    /**
     * Returns a fault: the length of a frame has the first of its 64 bits set (RFC 6455, section 5.2). Nothing
     * is sent after it. Chromium answers with Close 1002 "WebSocket Protocol Error", and fires {@code error} and
     * {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault negativeLength() {
        return new FrameFault(Invocation.of(FrameFaults.NEGATIVE_LENGTH, Arguments.NONE));
    }

    /**
     * Returns a fault: a continuation frame arrives when no message has begun (RFC 6455, section 5.4). Chromium answers
     * with Close 1002 "Unexpected continuation", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault orphanContinuation() {
        return new FrameFault(Invocation.of(FrameFaults.ORPHAN_CONTINUATION, Arguments.NONE));
    }

    /**
     * Returns a fault: a message begins before the previous one has ended (RFC 6455, section 5.4). Chromium
     * answers with Close 1002 "Previous data frame unfinished", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault interruptedMessage() {
        return new FrameFault(Invocation.of(FrameFaults.INTERRUPTED_MESSAGE, Arguments.NONE));
    }

    /**
     * Returns a fault: a text message is not UTF-8 (RFC 6455, section 8.1). Chromium answers with Close 1002
     * "Invalid UTF-8 in text frame", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault invalidUtf8() {
        return new FrameFault(Invocation.of(FrameFaults.INVALID_UTF8, Arguments.NONE));
    }

    /**
     * Returns a fault: a text message is not UTF-8 at the boundary of two frames (RFC 6455, section 8.1).
     * Chromium answers with Close 1002 "Invalid UTF-8 in text frame", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault invalidUtf8AcrossFrames() {
        return new FrameFault(Invocation.of(FrameFaults.INVALID_UTF8_ACROSS_FRAMES, Arguments.NONE));
    }

    /**
     * Returns a fault: a text message ends within a character (RFC 6455, section 8.1). Chromium answers with
     * Close 1002 "Invalid UTF-8 in text frame", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault truncatedUtf8() {
        return new FrameFault(Invocation.of(FrameFaults.TRUNCATED_UTF8, Arguments.NONE));
    }

    /**
     * Returns a fault: a message claims to be compressed and cannot be inflated (RFC 7692, section 7.2.2). Without
     * negotiated compression, the claim itself breaks a rule. Chromium answers with Close 1002 "WebSocket Protocol
     * Error", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault invalidDeflate() {
        return new FrameFault(Invocation.of(FrameFaults.INVALID_DEFLATE, Arguments.NONE));
    }

    /**
     * Returns a fault: a ping has 126 bytes (RFC 6455, section 5.5). Chromium answers with Close 1002 "WebSocket
     * Protocol Error", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault longPing() {
        return new FrameFault(Invocation.of(FrameFaults.LONG_PING, Arguments.NONE));
    }

    /**
     * Returns a fault: a ping is fragmented into two frames (RFC 6455, section 5.5). Chromium answers with Close 1002
     * "WebSocket Protocol Error", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault fragmentedPing() {
        return new FrameFault(Invocation.of(FrameFaults.FRAGMENTED_PING, Arguments.NONE));
    }

    /**
     * Returns a fault: 1,000 pings arrive at once. It breaks no rule (RFC 6455, section 5.5.2). Chromium answers
     * each.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault pingFlood() {
        return new FrameFault(Invocation.of(FrameFaults.PING_FLOOD, Arguments.NONE));
    }

    /**
     * Returns a fault: a Close frame has a code that must not be sent (RFC 6455, section 7.4). Chromium answers
     * 1005, 1006 and 1015 with Close 1002 "", and fires {@code error} and {@code close} 1006; it accepts, reports and
     * returns all other codes.
     *
     * @param code 0 to 999, 1004 to 1006, 1015 to 2999, or 5000 to 65535
     * @return a fault; as a whole behavior it happens right after the connection opens
     * @throws IllegalArgumentException if it is not one of these
     */
    public static FrameFault illegalCloseCode(int code) {
        return new FrameFault(Invocation.of(FrameFaults.ILLEGAL_CLOSE_CODE, Arguments.of(FrameFaults.CODE, code)));
    }

    /**
     * Returns a fault: a Close frame has half a code (RFC 6455, section 5.5.1). Chromium answers with Close 1002
     * "", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault oneByteClose() {
        return new FrameFault(Invocation.of(FrameFaults.ONE_BYTE_CLOSE, Arguments.NONE));
    }

    /**
     * Returns a fault: the reason of a Close frame is not UTF-8 (RFC 6455, section 5.5.1). Chromium answers with
     * Close 1002 "Invalid UTF-8 in Close frame", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault invalidUtf8InReason() {
        return new FrameFault(Invocation.of(FrameFaults.INVALID_UTF8_IN_REASON, Arguments.NONE));
    }

    /**
     * Returns a fault: a Close frame has 126 bytes (RFC 6455, section 5.5). Chromium answers with Close 1002
     * "WebSocket Protocol Error", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault longClose() {
        return new FrameFault(Invocation.of(FrameFaults.LONG_CLOSE, Arguments.NONE));
    }

    /**
     * Returns a fault: a Close frame is fragmented into two frames (RFC 6455, section 5.5). Chromium answers with Close
     * 1002 "WebSocket Protocol Error", and fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault fragmentedClose() {
        return new FrameFault(Invocation.of(FrameFaults.FRAGMENTED_CLOSE, Arguments.NONE));
    }

    /**
     * Returns a fault: a text message follows the Close frame (RFC 6455, section 5.5.1). Chromium does not report the
     * code: it fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault dataAfterClose() {
        return new FrameFault(Invocation.of(FrameFaults.DATA_AFTER_CLOSE, Arguments.NONE));
    }

    /**
     * Returns a fault: two Close frames are sent, with 1000 and 1001 (RFC 6455, section 5.5.1). Chromium does not
     * report the code: it fires {@code error} and {@code close} 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static FrameFault closeTwice() {
        return new FrameFault(Invocation.of(FrameFaults.CLOSE_TWICE, Arguments.NONE));
    }

    // Faults of TCP on an open connection. Apart from them the server echoes.

    /**
     * Returns a fault: the server ends its output with FIN, without a Close frame, and goes on reading (RFC 6455,
     * section 7.1.1). A browser closes its side and reports 1006.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static TransportFault halfClose() {
        return tcp(TransportDefinitions.HALF_CLOSE, Arguments.NONE);
    }

    /**
     * Returns a fault: the server stops reading, so what the client sends waits in its own buffers and those of TCP
     * (RFC 9293, section 3.8.6). A browser shows only that {@code bufferedAmount} grows. {@code
     * ServerConnection.resume()} ends it.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static TransportFault stopReading() {
        return tcp(TransportDefinitions.STOP_READING, Arguments.NONE);
    }

    /**
     * Returns a fault: the server drops everything that it receives and sends nothing, while the connection stays open,
     * as if the network were gone (RFC 9293, section 3.8.3). Pings and Close frames are not answered; a browser shows
     * nothing. {@code ServerConnection.resume()} ends it. Messages that were lost meanwhile stay lost, always as a
     * whole.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static TransportFault blackHole() {
        return tcp(TransportDefinitions.BLACK_HOLE, Arguments.NONE);
    }

    /**
     * Returns a fault: TCP ends with FIN within a frame (RFC 6455, section 7.1.1), after a header that declares ten
     * bytes and seven of them. A browser reports 1006 and no message.
     *
     * @return a fault; as a whole behavior it happens right after the connection opens
     */
    public static TransportFault cutWithinFrame() {
        return tcp(TransportDefinitions.CUT_WITHIN_FRAME, Arguments.NONE);
    }

    /**
     * Returns a fault: TCP ends with FIN after a number of bytes, also within a frame (RFC 6455, section 7.1.1). A
     * browser reports 1006.
     *
     * @param bytes the number of bytes that are still sent, including headers, after compression; at least 1
     * @return a fault; as a whole behavior it echoes until then
     * @throws IllegalArgumentException if it is less than 1
     */
    public static TransportFault cutAfterBytes(int bytes) {
        return tcp(TransportDefinitions.CUT_AFTER_BYTES, Arguments.of(TransportDefinitions.CUT_BYTES, bytes));
    }

    /**
     * Returns a fault: TCP ends with FIN after a time (RFC 6455, section 7.1.1), as with proxies that limit the age of
     * connections. A browser reports 1006.
     *
     * @param time the time from now, or from the open of the connection, at most 24 h
     * @return a fault; as a whole behavior it echoes until then
     * @throws IllegalArgumentException if the time is out of range
     */
    public static TransportFault cutAfter(Duration time) {
        return tcp(
                TransportDefinitions.CUT_AFTER,
                Arguments.of(TransportDefinitions.CUT_TIME, requireNonNull(time, "time must not be null")));
    }

    /**
     * Returns a fault: TCP ends with FIN when no frame has been sent or received for a time (RFC 6455, section 7.1.1),
     * as with most proxies. A browser reports 1006. While frames of the client may wait for a server that does not read
     * on, the time begins again.
     *
     * @param time the time without a frame, 1 ms to 24 h
     * @return a fault; as a whole behavior it echoes until then
     * @throws IllegalArgumentException if the time is out of range
     */
    public static TransportFault cutAfterIdle(Duration time) {
        return tcp(
                TransportDefinitions.CUT_AFTER_IDLE,
                Arguments.of(TransportDefinitions.IDLE_TIME, requireNonNull(time, "time must not be null")));
    }

    private static TransportFault tcp(BehaviorDefinition row, Arguments args) {
        return new TransportFault(Invocation.of(row, args));
    }
}
