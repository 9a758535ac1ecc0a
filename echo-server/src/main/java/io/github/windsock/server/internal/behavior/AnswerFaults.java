package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.ANSWER;
import static io.github.windsock.server.internal.behavior.BehaviorDefinition.PlanKind.LAST;
import static io.github.windsock.server.internal.behavior.BrokenRule.Level.HANDSHAKE;

import io.github.windsock.server.internal.behavior.HandshakeDecision.Unanswered;
import io.github.windsock.server.internal.behavior.HandshakeDecision.Unanswered.Then;
import io.github.windsock.server.internal.engine.Ability;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** The definitions of faults in the answer to an attempt. */
public final class AnswerFaults {
    private static final String ACCEPT = "Sec-WebSocket-Accept";
    private static final String UPGRADE = "Upgrade";
    private static final String CONNECTION = "Connection";
    private static final String PROTOCOL = "Sec-WebSocket-Protocol";
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final String RULE = "RFC 6455 4.2.2";

    // Faulty 101 responses. A client that accepts one gets an echo.

    public static final BehaviorDefinition WRONG_ACCEPT = switching(
            "wrongAccept",
            "accept",
            "Answers with a Sec-WebSocket-Accept that belongs to another key.",
            RULE,
            head -> head.with(ACCEPT, "HSmrc0sMlYUkAGmm5OPpG2HaGWk="));
    public static final BehaviorDefinition MISSING_ACCEPT = switching(
            "missingAccept",
            "accept-missing",
            "Answers without Sec-WebSocket-Accept.",
            RULE,
            head -> head.with(ACCEPT));
    public static final BehaviorDefinition REPEATED_ACCEPT = switching(
            "repeatedAccept",
            "accept-twice",
            "Answers with Sec-WebSocket-Accept twice.",
            "RFC 6455 11.3.3",
            twice(ACCEPT));
    public static final BehaviorDefinition WRONG_UPGRADE = switching(
            "wrongUpgrade",
            "upgrade",
            "Answers with an Upgrade to another protocol.",
            RULE,
            head -> head.with(UPGRADE, "h2c"));
    public static final BehaviorDefinition MISSING_UPGRADE = switching(
            "missingUpgrade", "upgrade-missing", "Answers without Upgrade.", RULE, head -> head.with(UPGRADE));
    public static final BehaviorDefinition REPEATED_UPGRADE =
            switching("repeatedUpgrade", "upgrade-twice", "Answers with Upgrade twice.", RULE, twice(UPGRADE));
    public static final BehaviorDefinition WRONG_CONNECTION = switching(
            "wrongConnection",
            "connection",
            "Answers with a Connection header without Upgrade.",
            RULE,
            head -> head.with(CONNECTION, "keep-alive"));
    public static final BehaviorDefinition MISSING_CONNECTION = switching(
            "missingConnection",
            "connection-missing",
            "Answers without Connection.",
            RULE,
            head -> head.with(CONNECTION));
    public static final BehaviorDefinition REPEATED_CONNECTION = switching(
            "repeatedConnection",
            "connection-twice",
            "Answers with Connection twice, which is allowed.",
            "RFC 9110 5.3",
            twice(CONNECTION));
    public static final BehaviorDefinition UNOFFERED_SUBPROTOCOL = switching(
            "unofferedSubprotocol",
            "subprotocol",
            "Answers with a subprotocol that the client does not offer.",
            RULE,
            head -> head.with(PROTOCOL, "never-offered"));
    public static final BehaviorDefinition TWO_SUBPROTOCOLS = fault(
            "twoSubprotocols",
            "subprotocol-twice",
            "Answers with two subprotocols, the first two that the client offers if there are two.",
            "RFC 6455 11.3.4",
            (head, asked) -> {
                List<String> offered = asked.offeredSubprotocols();
                return offered.size() < 2
                        ? head.with(PROTOCOL, "one", "two")
                        : head.with(PROTOCOL, offered.get(0), offered.get(1));
            });
    public static final BehaviorDefinition UNOFFERED_EXTENSION = switching(
            "unofferedExtension",
            "extension",
            "Answers with an extension that the client does not offer.",
            RULE,
            head -> head.with(EXTENSIONS, "never-offered"));
    public static final BehaviorDefinition INVALID_DEFLATE_PARAMETERS = switching(
            "invalidDeflateParameters",
            "extension-deflate",
            "Answers with an invalid window size for permessage-deflate.",
            "RFC 7692 7.1.2.1",
            head -> head.with(EXTENSIONS, "permessage-deflate; server_max_window_bits=7"));
    public static final BehaviorDefinition HTTP_1_0 = switching(
            "http10",
            "http-10",
            "Answers in HTTP/1.0.",
            RULE,
            head -> head.statusLine("HTTP/1.0 101 Switching Protocols"));

    private static final int PADDING_LINES = 64;
    private static final String PADDING = "x".repeat(8192);

    public static final BehaviorDefinition HUGE_HEADERS = switching(
            "hugeHeaders",
            "headers-huge",
            "Answers with headers of 512 KiB, which is allowed.",
            "RFC 9110 5.4",
            head -> head.with(
                    "X-Padding", Collections.nCopies(PADDING_LINES, PADDING).toArray(String[]::new)));

    // Other responses than a 101, and incomplete ones.

    public static final BehaviorDefinition OK_INSTEAD_OF_101 = BehaviorDefinition.of(
                    ANSWER, "okInsteadOf101", "bad/ok", "Answers with 200.")
            .breaks(HANDSHAKE, RULE)
            .does("bad/ok", (Effect.Answers)
                    args -> HandshakeDecision.Refused.with(200, Headers.NONE, null, "This is no WebSocket.\n"));

    public static final BehaviorDefinition REDIRECT_LOOP = BehaviorDefinition.of(
                    ANSWER, "redirectLoop", "bad/redirect", "Redirects to the same URL.")
            .breaks(HANDSHAKE, "RFC 9110 15.4")
            .does("bad/redirect", (Effect.Answers) args -> new HandshakeDecision.Looped());

    public static final BehaviorDefinition HALF_ANSWER = part(
            "halfAnswer",
            "half",
            "Answers with half a 101, and sends nothing more.",
            head -> Arrays.copyOf(head, head.length / 2),
            Then.WAITS);

    public static final BehaviorDefinition DROP_WITHIN_ANSWER = part(
            "dropWithinAnswer",
            "half-drop",
            "Answers with half a 101, and ends TCP (FIN).",
            head -> Arrays.copyOf(head, head.length / 2),
            Then.FIN);

    public static final BehaviorDefinition RESET_WITHIN_ANSWER = part(
            "resetWithinAnswer",
            "half-reset",
            "Answers with half a 101, and resets TCP (RST).",
            head -> Arrays.copyOf(head, head.length / 2),
            Then.RST);

    private static final byte[] GARBAGE =
            "\u0016\u0003\u0001 This is no HTTP.\u0000\u00ff\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    public static final BehaviorDefinition GARBAGE_ANSWER = part(
            "garbageAnswer", "garbage", "Answers with bytes that are not HTTP.", head -> GARBAGE.clone(), Then.WAITS);

    static final List<BehaviorDefinition> ANSWERS = List.of(
            WRONG_ACCEPT,
            MISSING_ACCEPT,
            REPEATED_ACCEPT,
            WRONG_UPGRADE,
            MISSING_UPGRADE,
            REPEATED_UPGRADE,
            WRONG_CONNECTION,
            MISSING_CONNECTION,
            REPEATED_CONNECTION,
            UNOFFERED_SUBPROTOCOL,
            TWO_SUBPROTOCOLS,
            UNOFFERED_EXTENSION,
            INVALID_DEFLATE_PARAMETERS,
            HTTP_1_0,
            HUGE_HEADERS,
            OK_INSTEAD_OF_101,
            REDIRECT_LOOP,
            HALF_ANSWER,
            DROP_WITHIN_ANSWER,
            RESET_WITHIN_ANSWER,
            GARBAGE_ANSWER);

    private AnswerFaults() {}

    private static UnaryOperator<AnswerHead> twice(String name) {
        return head -> head.with(name, head.value(name), head.value(name));
    }

    private static BehaviorDefinition switching(
            String name, String word, String summary, String rule, UnaryOperator<AnswerHead> change) {
        return fault(name, word, summary, rule, (head, asked) -> change.apply(head));
    }

    private static BehaviorDefinition fault(
            String name, String word, String summary, String rule, AnswerChange change) {
        return BehaviorDefinition.of(LAST, name, FaultDefinitions.FOLDER + word, summary)
                .takesAbility(Ability.RAW_ANSWERS)
                .breaks(HANDSHAKE, rule)
                .does(FaultDefinitions.FOLDER + word, (Effect.Opens) (args, plain) -> plain.changed(change));
    }

    private static BehaviorDefinition part(
            String name, String word, String summary, UnaryOperator<byte[]> part, Then then) {
        return BehaviorDefinition.of(ANSWER, name, FaultDefinitions.FOLDER + word, summary)
                .takesAbility(Ability.RAW_ANSWERS)
                .breaks(HANDSHAKE, RULE)
                .does(FaultDefinitions.FOLDER + word, (Effect.Answers) args -> new Unanswered(part, then));
    }
}
