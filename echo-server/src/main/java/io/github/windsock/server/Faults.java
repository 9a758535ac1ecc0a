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
 * Makes faults: behaviors that break a rule on purpose. Meant to be imported statically.
 *
 * <pre>{@code
 * server.behave(inTurn(invalidUtf8(), echo()));
 * connection.fault(invalidUtf8());
 * }</pre>
 *
 * <p>As the whole behavior, a fault in frames strikes right after the open. Then the server reads on, and answers a Close
 * frame. An answer that is a 101 opens the connection for the server, so a client that takes it all the same meets an echo.
 *
 * <p>Faults too are {@link Behaviors#dropConnection} and {@link Behaviors#resetConnection}, which end TCP right after the
 * 101, {@link Behaviors#dropOnAccept} and {@link Behaviors#resetOnAccept} before it, and {@link Behaviors#neverOpen}. {@link
 * Fault#all} returns all there are.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class Faults {

    private Faults() {}

    // The answer to an attempt.

    /**
     * Returns the fault that the 101 has a {@code Sec-WebSocket-Accept} that belongs to another key (RFC 6455, section
     * 4.2.2). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault wrongAccept() {
        return new HandshakeFault(Invocation.of(AnswerFaults.WRONG_ACCEPT, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has no {@code Sec-WebSocket-Accept} (RFC 6455, section 4.2.2). Chromium fires
     * {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault missingAccept() {
        return new HandshakeFault(Invocation.of(AnswerFaults.MISSING_ACCEPT, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has the right {@code Sec-WebSocket-Accept} twice (RFC 6455, section 11.3.3).
     * Chromium fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault repeatedAccept() {
        return new HandshakeFault(Invocation.of(AnswerFaults.REPEATED_ACCEPT, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has an {@code Upgrade} to another protocol (RFC 6455, section 4.2.2). Chromium
     * fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault wrongUpgrade() {
        return new HandshakeFault(Invocation.of(AnswerFaults.WRONG_UPGRADE, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has no {@code Upgrade} (RFC 6455, section 4.2.2). Chromium fires {@code error}
     * and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault missingUpgrade() {
        return new HandshakeFault(Invocation.of(AnswerFaults.MISSING_UPGRADE, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has {@code Upgrade: websocket} twice, which makes the value a list of two (RFC
     * 6455, section 4.2.2). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault repeatedUpgrade() {
        return new HandshakeFault(Invocation.of(AnswerFaults.REPEATED_UPGRADE, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has a {@code Connection} that does not say {@code Upgrade} (RFC 6455, section
     * 4.2.2). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault wrongConnection() {
        return new HandshakeFault(Invocation.of(AnswerFaults.WRONG_CONNECTION, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has no {@code Connection} (RFC 6455, section 4.2.2). Chromium fires {@code error}
     * and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault missingConnection() {
        return new HandshakeFault(Invocation.of(AnswerFaults.MISSING_CONNECTION, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has {@code Connection: Upgrade} twice. It breaks no rule, since the value is a
     * list (RFC 9110, section 5.3). Chromium takes it.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault repeatedConnection() {
        return new HandshakeFault(Invocation.of(AnswerFaults.REPEATED_CONNECTION, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has a subprotocol that the client did not offer (RFC 6455, section 4.2.2). {@link
     * Behaviors#subprotocol} answers one of your choice. Chromium fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault unofferedSubprotocol() {
        return new HandshakeFault(Invocation.of(AnswerFaults.UNOFFERED_SUBPROTOCOL, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has two {@code Sec-WebSocket-Protocol}: the first two that are offered, if there
     * are two (RFC 6455, section 11.3.4). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault twoSubprotocols() {
        return new HandshakeFault(Invocation.of(AnswerFaults.TWO_SUBPROTOCOLS, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has an extension that the client did not offer (RFC 6455, section 4.2.2). Chromium fires
     * {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault unofferedExtension() {
        return new HandshakeFault(Invocation.of(AnswerFaults.UNOFFERED_EXTENSION, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has {@code permessage-deflate} with a window that there is not (RFC 7692, section
     * 7.1.2.1). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault invalidDeflateParameters() {
        return new HandshakeFault(Invocation.of(AnswerFaults.INVALID_DEFLATE_PARAMETERS, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 is one of HTTP/1.0 (RFC 6455, section 4.2.2). Chromium takes it.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault http10() {
        return new HandshakeFault(Invocation.of(AnswerFaults.HTTP_1_0, Arguments.NONE));
    }

    /**
     * Returns the fault that the 101 has headers of 512 KiB. It breaks no rule: how much a client takes is its own
     * affair (RFC 9110, section 5.4). Chromium takes less than 257 KiB; beyond that it fires {@code error} and {@code
     * close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault hugeHeaders() {
        return new HandshakeFault(Invocation.of(AnswerFaults.HUGE_HEADERS, Arguments.NONE));
    }

    /**
     * Returns the fault that the answer is 200 (RFC 6455, section 4.2.2). Chromium fires {@code error} and {@code
     * close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault okInsteadOf101() {
        return new HandshakeFault(Invocation.of(AnswerFaults.OK_INSTEAD_OF_101, Arguments.NONE));
    }

    /**
     * Returns the fault that the answer is a 302 to the URL that was asked for (RFC 9110, section 15.4). Chromium
     * follows no redirect: it fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault redirectLoop() {
        return new HandshakeFault(Invocation.of(AnswerFaults.REDIRECT_LOOP, Arguments.NONE));
    }

    /**
     * Returns the fault that the answer stops in the middle of its head, and nothing follows (RFC 6455, section
     * 4.2.2). Chromium waits for 240 s, and then fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault halfAnswer() {
        return new HandshakeFault(Invocation.of(AnswerFaults.HALF_ANSWER, Arguments.NONE));
    }

    /**
     * Returns the fault that the answer stops in the middle of its head, and TCP ends by FIN (RFC 6455, section
     * 4.2.2). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault dropWithinAnswer() {
        return new HandshakeFault(Invocation.of(AnswerFaults.DROP_WITHIN_ANSWER, Arguments.NONE));
    }

    /**
     * Returns the fault that the answer stops in the middle of its head, and TCP ends by RST (RFC 6455, section
     * 4.2.2). Chromium fires {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault resetWithinAnswer() {
        return new HandshakeFault(Invocation.of(AnswerFaults.RESET_WITHIN_ANSWER, Arguments.NONE));
    }

    /**
     * Returns the fault that the answer is not HTTP, and nothing follows (RFC 6455, section 4.2.2). Chromium fires
     * {@code error} and {@code close} 1006.
     *
     * @return the answer to an attempt
     */
    public static HandshakeFault garbageAnswer() {
        return new HandshakeFault(Invocation.of(AnswerFaults.GARBAGE_ANSWER, Arguments.NONE));
    }

    // Frames.

    /**
     * Returns the fault that a text comes in a frame that is masked, as only those of a client are (RFC 6455, section
     * 5.1). Chromium answers with Close 1002 "Masked frame from server", and fires {@code error} and {@code close}
     * 1006.
     *
     * @return the fault
     */
    public static FrameFault maskedFrame() {
        return new FrameFault(Invocation.of(FrameFaults.MASKED_FRAME, Arguments.NONE));
    }

    /**
     * Returns the fault that a frame has a reserved bit set that no extension gives a meaning (RFC 6455, section 5.2).
     * Where compression is agreed on, bit 1 comes in a ping, which is never compressed. Chromium answers with Close
     * 1002 "Invalid reserved bit", and fires {@code error} and {@code close} 1006.
     *
     * @param bit 1 to 3
     * @return the fault
     * @throws IllegalArgumentException if it is not one of these
     */
    public static FrameFault reservedBit(int bit) {
        return new FrameFault(Invocation.of(FrameFaults.RESERVED_BIT, Arguments.of(FrameFaults.BIT, bit)));
    }

    /**
     * Returns the fault that a frame has an opcode that has no meaning (RFC 6455, section 5.2). Chromium answers with
     * Close 1002 "Unknown opcode", and fires {@code error} and {@code close} 1006.
     *
     * @param opcode 3 to 7, or 11 to 15
     * @return the fault
     * @throws IllegalArgumentException if it is not one of these
     */
    public static FrameFault unknownOpcode(int opcode) {
        return new FrameFault(Invocation.of(FrameFaults.UNKNOWN_OPCODE, Arguments.of(FrameFaults.OPCODE, opcode)));
    }

    /**
     * Returns the fault that a frame has 10 bytes, and its length says 5: the rest is taken for another frame (RFC
     * 6455, section 5.2). Nothing is sent after it. Chromium shows the first 5 bytes as a message. It answers to the
     * rest with Close 1002 "Invalid reserved bit", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault lengthTooShort() {
        return new FrameFault(Invocation.of(FrameFaults.LENGTH_TOO_SHORT, Arguments.NONE));
    }

    /**
     * Returns the fault that a frame has 5 bytes, its length says 10, and nothing is sent after it (RFC 6455, section
     * 5.2). Chromium waits.
     *
     * @return the fault
     */
    public static FrameFault lengthTooLong() {
        return new FrameFault(Invocation.of(FrameFaults.LENGTH_TOO_LONG, Arguments.NONE));
    }

    /**
     * Returns the fault that the length of a frame of 5 bytes takes 16 bits, and not the fewest that it could (RFC
     * 6455, section 5.2). Chromium answers with Close 1002 "WebSocket Protocol Error", and fires {@code error} and
     * {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault nonMinimalLength() {
        return new FrameFault(Invocation.of(FrameFaults.NON_MINIMAL_LENGTH, Arguments.NONE));
    }

    /**
     * Returns the fault that the length of a frame of 5 bytes takes 64 bits, and not the fewest that it could (RFC
     * 6455, section 5.2). Chromium answers with Close 1002 "WebSocket Protocol Error", and fires {@code error} and
     * {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault nonMinimalLongLength() {
        return new FrameFault(Invocation.of(FrameFaults.NON_MINIMAL_LONG_LENGTH, Arguments.NONE));
    }

    /**
     * Returns the fault that the length of a frame has the first of its 64 bits set (RFC 6455, section 5.2). Nothing
     * is sent after it. Chromium answers with Close 1002 "WebSocket Protocol Error", and fires {@code error} and
     * {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault negativeLength() {
        return new FrameFault(Invocation.of(FrameFaults.NEGATIVE_LENGTH, Arguments.NONE));
    }

    /**
     * Returns the fault that a continuation comes where no message has begun (RFC 6455, section 5.4). Chromium answers
     * with Close 1002 "Unexpected continuation", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault orphanContinuation() {
        return new FrameFault(Invocation.of(FrameFaults.ORPHAN_CONTINUATION, Arguments.NONE));
    }

    /**
     * Returns the fault that a message begins before the one before has ended (RFC 6455, section 5.4). Chromium
     * answers with Close 1002 "Previous data frame unfinished", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault interruptedMessage() {
        return new FrameFault(Invocation.of(FrameFaults.INTERRUPTED_MESSAGE, Arguments.NONE));
    }

    /**
     * Returns the fault that a text message is not UTF-8 (RFC 6455, section 8.1). Chromium answers with Close 1002
     * "Invalid UTF-8 in text frame", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault invalidUtf8() {
        return new FrameFault(Invocation.of(FrameFaults.INVALID_UTF8, Arguments.NONE));
    }

    /**
     * Returns the fault that a text message is not UTF-8 where two of its frames meet (RFC 6455, section 8.1).
     * Chromium answers with Close 1002 "Invalid UTF-8 in text frame", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault invalidUtf8AcrossFrames() {
        return new FrameFault(Invocation.of(FrameFaults.INVALID_UTF8_ACROSS_FRAMES, Arguments.NONE));
    }

    /**
     * Returns the fault that a text message ends within a character (RFC 6455, section 8.1). Chromium answers with
     * Close 1002 "Invalid UTF-8 in text frame", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault truncatedUtf8() {
        return new FrameFault(Invocation.of(FrameFaults.TRUNCATED_UTF8, Arguments.NONE));
    }

    /**
     * Returns the fault that a message claims to be compressed and cannot be inflated (RFC 7692, section 7.2.2). Where
     * no compression is agreed on, the claim itself breaks a rule. Chromium answers with Close 1002 "WebSocket
     * Protocol Error", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault invalidDeflate() {
        return new FrameFault(Invocation.of(FrameFaults.INVALID_DEFLATE, Arguments.NONE));
    }

    /**
     * Returns the fault that a ping has 126 bytes (RFC 6455, section 5.5). Chromium answers with Close 1002 "WebSocket
     * Protocol Error", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault longPing() {
        return new FrameFault(Invocation.of(FrameFaults.LONG_PING, Arguments.NONE));
    }

    /**
     * Returns the fault that a ping comes in two frames (RFC 6455, section 5.5). Chromium answers with Close 1002
     * "WebSocket Protocol Error", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault fragmentedPing() {
        return new FrameFault(Invocation.of(FrameFaults.FRAGMENTED_PING, Arguments.NONE));
    }

    /**
     * Returns the fault that 1,000 pings come at once. It breaks no rule (RFC 6455, section 5.5.2). Chromium answers
     * each.
     *
     * @return the fault
     */
    public static FrameFault pingFlood() {
        return new FrameFault(Invocation.of(FrameFaults.PING_FLOOD, Arguments.NONE));
    }

    /**
     * Returns the fault that a Close frame has a code that may not be sent (RFC 6455, section 7.4). Chromium answers
     * 1005, 1006 and 1015 with Close 1002 "", and fires {@code error} and {@code close} 1006; all others it takes,
     * shows and sends back.
     *
     * @param code 0 to 999, 1004 to 1006, 1015 to 2999, or 5000 to 65535
     * @return the fault
     * @throws IllegalArgumentException if it is not one of these
     */
    public static FrameFault illegalCloseCode(int code) {
        return new FrameFault(Invocation.of(FrameFaults.ILLEGAL_CLOSE_CODE, Arguments.of(FrameFaults.CODE, code)));
    }

    /**
     * Returns the fault that a Close frame has half a code (RFC 6455, section 5.5.1). Chromium answers with Close 1002
     * "", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault oneByteClose() {
        return new FrameFault(Invocation.of(FrameFaults.ONE_BYTE_CLOSE, Arguments.NONE));
    }

    /**
     * Returns the fault that the reason of a Close frame is not UTF-8 (RFC 6455, section 5.5.1). Chromium answers with
     * Close 1002 "Invalid UTF-8 in Close frame", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault invalidUtf8InReason() {
        return new FrameFault(Invocation.of(FrameFaults.INVALID_UTF8_IN_REASON, Arguments.NONE));
    }

    /**
     * Returns the fault that a Close frame has 126 bytes (RFC 6455, section 5.5). Chromium answers with Close 1002
     * "WebSocket Protocol Error", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault longClose() {
        return new FrameFault(Invocation.of(FrameFaults.LONG_CLOSE, Arguments.NONE));
    }

    /**
     * Returns the fault that a Close frame comes in two frames (RFC 6455, section 5.5). Chromium answers with Close
     * 1002 "WebSocket Protocol Error", and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault fragmentedClose() {
        return new FrameFault(Invocation.of(FrameFaults.FRAGMENTED_CLOSE, Arguments.NONE));
    }

    /**
     * Returns the fault that a text comes after the Close frame (RFC 6455, section 5.5.1). Chromium forgets the code,
     * and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault dataAfterClose() {
        return new FrameFault(Invocation.of(FrameFaults.DATA_AFTER_CLOSE, Arguments.NONE));
    }

    /**
     * Returns the fault that two Close frames come, with 1000 and 1001 (RFC 6455, section 5.5.1). Chromium forgets the
     * code, and fires {@code error} and {@code close} 1006.
     *
     * @return the fault
     */
    public static FrameFault closeTwice() {
        return new FrameFault(Invocation.of(FrameFaults.CLOSE_TWICE, Arguments.NONE));
    }

    // TCP, under an open connection. Each is an echo otherwise.

    /**
     * Returns the fault that the server's direction of TCP ends by FIN without a Close frame, while it goes on reading (RFC
     * 6455, section 7.1.1). A browser closes its own direction, and reports 1006.
     *
     * @return strikes right after the open if it is the whole behavior
     */
    public static TransportFault halfClose() {
        return tcp(TransportDefinitions.HALF_CLOSE, Arguments.NONE);
    }

    /**
     * Returns the fault that the server reads nothing any more: what the client sends waits in its own buffers and those of
     * TCP (RFC 9293, section 3.8.6). A browser shows nothing but a {@code bufferedAmount} that grows. {@code
     * ServerConnection.resume()} ends it.
     *
     * @return strikes right after the open if it is the whole behavior
     */
    public static TransportFault stopReading() {
        return tcp(TransportDefinitions.STOP_READING, Arguments.NONE);
    }

    /**
     * Returns the fault that what comes has no effect and nothing is sent, while the connection stays open: what a client
     * sees whose network is gone (RFC 9293, section 3.8.3). Pings and Close frames stay without an answer; a browser shows
     * nothing. {@code ServerConnection.resume()} ends it; what was lost meanwhile stays lost, whole messages at a time.
     *
     * @return strikes right after the open if it is the whole behavior
     */
    public static TransportFault blackHole() {
        return tcp(TransportDefinitions.BLACK_HOLE, Arguments.NONE);
    }

    /**
     * Returns the fault that TCP ends by FIN within a frame: two bytes of header, which promise ten, and seven of these. A
     * browser reports 1006, and no message.
     *
     * @return strikes right after the open if it is the whole behavior
     */
    public static TransportFault cutWithinFrame() {
        return tcp(TransportDefinitions.CUT_WITHIN_FRAME, Arguments.NONE);
    }

    /**
     * Returns the fault that TCP ends by FIN after a number of bytes, wherever in a frame that is. A browser reports 1006.
     *
     * @param bytes how many bytes of frames are still sent, headers counted, after compression; at least 1
     * @return echoes until then if it is the whole behavior
     * @throws IllegalArgumentException if it is less than 1
     */
    public static TransportFault cutAfterBytes(int bytes) {
        return tcp(TransportDefinitions.CUT_AFTER_BYTES, Arguments.of(TransportDefinitions.CUT_BYTES, bytes));
    }

    /**
     * Returns the fault that TCP ends by FIN when a time is over, whatever happens meanwhile, as some proxies end every
     * connection. A browser reports 1006.
     *
     * @param time from now, or from the open, at most a day
     * @return echoes until then if it is the whole behavior
     * @throws IllegalArgumentException if the time is out of its limits
     */
    public static TransportFault cutAfter(Duration time) {
        return tcp(
                TransportDefinitions.CUT_AFTER,
                Arguments.of(TransportDefinitions.CUT_TIME, requireNonNull(time, "time must not be null")));
    }

    /**
     * Returns the fault that TCP ends by FIN when no frame has come or gone for a time, as most proxies end connections that
     * send no heartbeat. A browser reports 1006.
     *
     * @param time of silence, 1 ms to a day
     * @return echoes until then if it is the whole behavior
     * @throws IllegalArgumentException if the time is out of its limits
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
