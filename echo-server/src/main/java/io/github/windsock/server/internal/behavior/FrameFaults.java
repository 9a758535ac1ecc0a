package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.LAST;
import static io.github.windsock.server.internal.behavior.BrokenRule.Level.FRAME;
import static io.github.windsock.server.internal.conversation.FaultyBytes.Aftermath.CLOSING;
import static io.github.windsock.server.internal.conversation.FaultyBytes.Aftermath.CUT_SHORT;
import static io.github.windsock.server.internal.conversation.FaultyBytes.Aftermath.LEGAL;
import static io.github.windsock.server.internal.conversation.FaultyBytes.Aftermath.OPEN;

import io.github.windsock.Payload;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.FaultyBytes;
import io.github.windsock.server.internal.conversation.FaultyBytes.Aftermath;
import io.github.windsock.server.internal.engine.Ability;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The definitions of faults in frames: their bytes, and how the connection continues after them. */
public final class FrameFaults {
    private static final HexFormat HEX = HexFormat.of();
    private static final String HELLO = "48656c6c6f";
    private static final int PINGS = 1000;

    // The header of a frame (RFC 6455, sections 5.1 and 5.2).

    public static final BehaviorDefinition MASKED_FRAME = fault(
            "maskedFrame",
            "masked",
            "Sends a masked text frame, as only a client may.",
            "RFC 6455 5.1",
            OPEN,
            "818537fa213d7f9f4d5158");

    public static final Parameter<Integer> BIT =
            Parameter.count("bit", "the bit").between(1, 3);

    /**
     * With negotiated compression, the first bit is allowed in a message, so it is set in a ping, where it never is.
     */
    public static final BehaviorDefinition RESERVED_BIT = begin(
                    "reservedBit", "rsv", "Sends a frame with a reserved bit that no extension uses.", "RFC 6455 5.2")
            .takes(BIT)
            .does("bad/rsv?bit=1", plays(OPEN, (args, context) -> {
                int bit = args.get(BIT);
                boolean isCompression = bit == 1 && deflates(context);
                return bytes(isCompression ? "c900" : header(0x81 | 0x80 >> bit, HELLO));
            }));

    public static final Parameter<Integer> OPCODE = Parameter.of(ValueTypes.UNKNOWN_OPCODE, "opcode", "the opcode");

    public static final BehaviorDefinition UNKNOWN_OPCODE = begin(
                    "unknownOpcode", "opcode", "Sends a frame with a reserved opcode.", "RFC 6455 5.2")
            .takes(OPCODE)
            .does("bad/opcode?opcode=3", plays(OPEN, (args, context) -> bytes(header(0x80 | args.get(OPCODE), HELLO))));

    public static final BehaviorDefinition LENGTH_TOO_SHORT = fault(
            "lengthTooShort",
            "length-short",
            "Sends a frame with more payload than its length says.",
            "RFC 6455 5.2",
            CUT_SHORT,
            "8105" + HELLO + "576f726c64");

    public static final BehaviorDefinition LENGTH_TOO_LONG = fault(
            "lengthTooLong",
            "length-long",
            "Sends a frame with less payload than its length says, and nothing more.",
            "RFC 6455 5.2",
            CUT_SHORT,
            "810a" + HELLO);

    public static final BehaviorDefinition NON_MINIMAL_LENGTH = fault(
            "nonMinimalLength",
            "length-16",
            "Sends a frame of 5 bytes whose length takes 16 bits.",
            "RFC 6455 5.2",
            OPEN,
            "817e0005" + HELLO);

    public static final BehaviorDefinition NON_MINIMAL_LONG_LENGTH = fault(
            "nonMinimalLongLength",
            "length-64",
            "Sends a frame of 5 bytes whose length takes 64 bits.",
            "RFC 6455 5.2",
            OPEN,
            "817f0000000000000005" + HELLO);

    public static final BehaviorDefinition NEGATIVE_LENGTH = fault(
            "negativeLength",
            "length-negative",
            "Sends a frame whose length has its first bit set.",
            "RFC 6455 5.2",
            CUT_SHORT,
            "817f8000000000000005" + HELLO);

    // Messages (sections 5.4 and 8.1; RFC 7692).

    public static final BehaviorDefinition ORPHAN_CONTINUATION = fault(
            "orphanContinuation",
            "continuation",
            "Sends a continuation frame when no message has begun.",
            "RFC 6455 5.4",
            OPEN,
            "8005" + HELLO);

    public static final BehaviorDefinition INTERRUPTED_MESSAGE = fault(
            "interruptedMessage",
            "interrupted",
            "Begins a message before the previous one has ended.",
            "RFC 6455 5.4",
            OPEN,
            "010348656c" + "8105" + HELLO);

    public static final BehaviorDefinition INVALID_UTF8 =
            fault("invalidUtf8", "utf8", "Sends a text that is not UTF-8.", "RFC 6455 8.1", OPEN, "8102c328");

    public static final BehaviorDefinition INVALID_UTF8_ACROSS_FRAMES = fault(
            "invalidUtf8AcrossFrames",
            "utf8-across",
            "Sends a text that is not UTF-8 at the boundary of two frames.",
            "RFC 6455 8.1",
            OPEN,
            "0101c3" + "800128");

    public static final BehaviorDefinition TRUNCATED_UTF8 = fault(
            "truncatedUtf8",
            "utf8-end",
            "Sends a text that ends within a character.",
            "RFC 6455 8.1",
            OPEN,
            "810261c3");

    public static final BehaviorDefinition INVALID_DEFLATE = fault(
            "invalidDeflate",
            "deflate",
            "Sends a message that claims to be compressed and cannot be inflated.",
            "RFC 7692 7.2.2",
            OPEN,
            "c105ffffffffff");

    // Control frames (section 5.5).

    public static final BehaviorDefinition LONG_PING = fault(
            "longPing", "ping-long", "Sends a ping of 126 bytes.", "RFC 6455 5.5", OPEN, "897e007e" + "78".repeat(126));

    public static final BehaviorDefinition FRAGMENTED_PING = fault(
            "fragmentedPing",
            "ping-fragmented",
            "Sends a ping in two frames.",
            "RFC 6455 5.5",
            OPEN,
            "090161" + "800162");

    public static final BehaviorDefinition PING_FLOOD = fault(
            "pingFlood",
            "ping-flood",
            "Sends " + PINGS + " pings at once, which is allowed.",
            "RFC 6455 5.5.2",
            LEGAL,
            "8900".repeat(PINGS));

    // Close frames (sections 5.5.1 and 7.4).

    public static final Parameter<Integer> CODE = Parameter.of(ValueTypes.ILLEGAL_CODE, "code", "the code");

    public static final BehaviorDefinition ILLEGAL_CLOSE_CODE = begin(
                    "illegalCloseCode", "close-code", "Closes with a code that must not be sent.", "RFC 6455 7.4")
            .takes(CODE)
            .does(
                    "bad/close-code?code=1005",
                    plays(CLOSING, (args, context) -> bytes("8802" + "%04x".formatted(args.get(CODE)))));

    public static final BehaviorDefinition ONE_BYTE_CLOSE =
            fault("oneByteClose", "close-byte", "Closes with half a code.", "RFC 6455 5.5.1", CLOSING, "880103");

    public static final BehaviorDefinition INVALID_UTF8_IN_REASON = fault(
            "invalidUtf8InReason",
            "close-utf8",
            "Closes with a reason that is not UTF-8.",
            "RFC 6455 5.5.1",
            CLOSING,
            "880403e8c328");

    public static final BehaviorDefinition LONG_CLOSE = fault(
            "longClose",
            "close-long",
            "Closes with a Close frame of 126 bytes.",
            "RFC 6455 5.5",
            CLOSING,
            "887e007e03e8" + "78".repeat(124));

    public static final BehaviorDefinition FRAGMENTED_CLOSE = fault(
            "fragmentedClose",
            "close-fragmented",
            "Closes with a Close frame in two frames.",
            "RFC 6455 5.5",
            CLOSING,
            "080203e8" + "800162");

    public static final BehaviorDefinition DATA_AFTER_CLOSE = fault(
            "dataAfterClose",
            "close-data",
            "Closes, and sends a text after the Close frame.",
            "RFC 6455 5.5.1",
            CLOSING,
            "880203e8" + "8105" + HELLO);

    public static final BehaviorDefinition CLOSE_TWICE = fault(
            "closeTwice", "close-twice", "Sends two Close frames.", "RFC 6455 5.5.1", CLOSING, "880203e8" + "880203e9");

    static final List<BehaviorDefinition> FRAMES = List.of(
            MASKED_FRAME,
            RESERVED_BIT,
            UNKNOWN_OPCODE,
            LENGTH_TOO_SHORT,
            LENGTH_TOO_LONG,
            NON_MINIMAL_LENGTH,
            NON_MINIMAL_LONG_LENGTH,
            NEGATIVE_LENGTH,
            ORPHAN_CONTINUATION,
            INTERRUPTED_MESSAGE,
            INVALID_UTF8,
            INVALID_UTF8_ACROSS_FRAMES,
            TRUNCATED_UTF8,
            INVALID_DEFLATE,
            LONG_PING,
            FRAGMENTED_PING,
            PING_FLOOD,
            ILLEGAL_CLOSE_CODE,
            ONE_BYTE_CLOSE,
            INVALID_UTF8_IN_REASON,
            LONG_CLOSE,
            FRAGMENTED_CLOSE,
            DATA_AFTER_CLOSE,
            CLOSE_TWICE);

    private FrameFaults() {}

    /** Returns the calls to use in lists of all faults: several for a definition with a parameter. */
    static Stream<Invocation> calls(BehaviorDefinition definition) {
        if (definition == RESERVED_BIT) {
            return calls(definition, BIT, 1, 2, 3);
        }
        if (definition == UNKNOWN_OPCODE) {
            return calls(definition, OPCODE, 3, 7, 11, 15);
        }
        if (definition == ILLEGAL_CLOSE_CODE) {
            return calls(definition, CODE, 0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535);
        }
        return Stream.of((Invocation) BehaviorUrl.parse(definition.example(), ScriptFiles.onClassPath(null)));
    }

    private static Stream<Invocation> calls(
            BehaviorDefinition definition, Parameter<Integer> parameter, int... values) {
        return IntStream.of(values).mapToObj(value -> Invocation.of(definition, Arguments.of(parameter, value)));
    }

    private static BehaviorDefinition fault(
            String name, String word, String summary, String rule, Aftermath after, String hex) {
        byte[] bytes = bytes(hex);
        return begin(name, word, summary, rule)
                .does(FaultDefinitions.FOLDER + word, plays(after, (args, context) -> bytes));
    }

    private static BehaviorDefinition.Builder begin(String name, String word, String summary, String rule) {
        return BehaviorDefinition.of(LAST, name, FaultDefinitions.FOLDER + word, summary)
                .takesAbility(Ability.RAW_BYTES)
                .breaks(FRAME, rule);
    }

    private static Effect.Plays plays(Aftermath after, BiFunction<Arguments, ConversationContext, byte[]> bytes) {
        return (args, context, order) ->
                context.output().breakRule(new FaultyBytes(Payload.of(bytes.apply(args, context)), after), order);
    }

    private static boolean deflates(ConversationContext context) {
        return context.handshake()
                .extensions()
                .filter(name -> name.contains("deflate"))
                .isPresent();
    }

    private static String header(int start, String payload) {
        return "%02x%02x%s".formatted(start, payload.length() / 2, payload);
    }

    private static byte[] bytes(String hex) {
        return HEX.parseHex(hex);
    }
}
