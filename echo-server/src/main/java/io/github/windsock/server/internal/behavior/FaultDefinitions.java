package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.BehaviorDefinition.Role.LAST;
import static io.github.windsock.server.internal.behavior.BrokenRule.Level.FRAME;
import static io.github.windsock.server.internal.behavior.BrokenRule.Level.HANDSHAKE;
import static io.github.windsock.server.internal.conversation.FaultyBytes.Aftermath.OPEN;

import io.github.windsock.server.internal.conversation.FaultyBytes;
import io.github.windsock.server.internal.engine.Ability;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The part of the table that breaks rules; the faults that TCP alone knows are among the other behaviors. */
public final class FaultDefinitions {
    /** Where their words begin, as URLs have them. */
    static final String FOLDER = "bad/";

    private static final String ACCEPT = "Sec-WebSocket-Accept";

    // The answer to an attempt.

    public static final BehaviorDefinition WRONG_ACCEPT = answer(
            "wrongAccept",
            "accept",
            "Answers with a Sec-WebSocket-Accept that belongs to another key.",
            "RFC 6455 4.2.2",
            head -> head.with(ACCEPT, "HSmrc0sMlYUkAGmm5OPpG2HaGWk="));

    // Frames.

    public static final BehaviorDefinition INVALID_UTF8 = frame(
            "invalidUtf8", "utf8", "Sends a text that is not UTF-8.", "RFC 6455 8.1", OPEN, "81 02 c3 28");

    /** In the order in which they are shown. */
    public static final List<BehaviorDefinition> ROWS = List.of(WRONG_ACCEPT, INVALID_UTF8);

    private FaultDefinitions() {}

    /** Returns every fault there is, those with a value with some that stand for all. */
    public static List<Invocation> calls() {
        return Stream.of(Definitions.BEHAVIORS, TransportDefinitions.ROWS, ROWS)
                .flatMap(List::stream)
                .filter(row -> row.broken().isPresent())
                .map(row -> (Invocation) BehaviorUrl.parse(row.example()))
                .toList();
    }

    private static BehaviorDefinition answer(
            String name, String word, String summary, String rule, UnaryOperator<AnswerHead> change) {
        BrokenAnswer broken = new BrokenAnswer(name + "()", rule, change);
        return BehaviorDefinition.of(LAST, name, FOLDER + word, summary)
                .takesAbility(Ability.RULE_BREAKING_ANSWERS)
                .breaks(HANDSHAKE, rule)
                .does(FOLDER + word, (Effect.Opens) (args, plain) -> plain.broken(broken));
    }

    private static BehaviorDefinition frame(
            String name, String word, String summary, String rule, FaultyBytes.Aftermath after, String hex) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        return BehaviorDefinition.of(LAST, name, FOLDER + word, summary)
                .takesAbility(Ability.RAW_BYTES)
                .breaks(FRAME, rule)
                .does(FOLDER + word, (Effect.Strikes)
                        (args, context, order) -> context.output().breakRule(new FaultyBytes(bytes, after), order));
    }
}
