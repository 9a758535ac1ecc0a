package io.github.windsock.server;

import static io.github.windsock.server.Row.Role.ANSWER;
import static io.github.windsock.server.Row.Role.ENDLESS;
import static io.github.windsock.server.Row.Role.FINITE;
import static io.github.windsock.server.Row.Role.LAST;
import static io.github.windsock.server.Row.Role.TRAIT;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import java.util.List;
import java.util.Set;

/** The one table of all behaviors and traits: names, parameters, limits, and what they do. */
final class Table {
    static final String TIMES = "how many messages, without it for ever";

    static final Row ECHO = Echo.ROW; // stands there, since most servers need no other one

    static final Row SILENT = Row.of(LAST, "silent", "Takes every message and sends none.")
            .row("silent", (Deed.Talk) (args, scene) -> new Silence(scene));

    static final Row SEND = Row.of(FINITE, "send", "Sends one message.")
            .oneOf("text", Kind.TEXT, "what to send, as text")
            .oneOf("bytes", Kind.BYTES, "what to send, as binary")
            .row("send?text=welcome", (Deed.Talk) (args, scene) -> new Speech(scene, message(args)));

    static final Row PUSH = Row.of(
                    ENDLESS, "push", "Sends a message at once and then again and again, whatever the client does.")
            .needs("every", Kind.DURATION, "the time from one message to the next")
            .between(1, Row.Builder.DAY_MILLIS)
            .may(Call.TIMES, Kind.COUNT, TIMES)
            .oneOf("text", Kind.TEXT, "what to send, as text")
            .oneOf("template", Kind.TEMPLATE, "what to send, as text in which ${n} counts from 1")
            .oneOf("bytes", Kind.BYTES, "what to send, as binary")
            .row("push?every=1s&times=3&text=tick", (Deed.Talk) (args, scene) -> new Push(scene, args));

    static final Row CLOSE_WITH = Row.of(LAST, "closeWith", "Closes with a code and a reason.")
            .needs("code", Kind.CODE, "the code")
            .takes("reason", Kind.REASON, "the reason", "")
            .row("close?code=3005&reason=bye", (Deed.Talk)
                    (args, scene) -> new Farewell(scene, new CloseStatus(args.number("code"), args.text("reason"))));

    static final Row CLOSE_EMPTY = Row.of(
                    LAST, "closeEmpty", "Closes with an empty Close frame, which browsers report as 1005.")
            .row("close-empty", (Deed.Talk) (args, scene) -> new Farewell(scene, CloseStatus.NO_STATUS));

    static final Row DROP = Row.of(
                    LAST, "dropConnection", "Ends TCP without a Close frame (FIN), which browsers report as 1006.")
            .row("drop", (Deed.Talk) (args, scene) -> new Cut(scene, Wire::drop));

    static final Row RESET = Row.of(
                    LAST, "resetConnection", "Ends TCP with a reset (RST), which browsers report as 1006.")
            .row("reset", (Deed.Talk) (args, scene) -> new Cut(scene, Wire::reset));

    static final Row REFUSE = Row.of(ANSWER, "refuse", "Refuses the handshake with an HTTP status.")
            .needs("status", Kind.STATUS, "the status")
            .between(200, 599)
            .may("retryAfter", Kind.SECONDS, "when to come back, in whole seconds")
            .may("header", Kind.HEADERS, "a header of the response")
            .may("body", Kind.TEXT, "the body of the response")
            .row("refuse?status=503&retryAfter=2s", (Deed.Answers) Refuse::refuse);

    static final Row REDIRECT = Row.of(
                    ANSWER, "redirect", "Answers the handshake with a redirect, which browsers do not follow.")
            .needs("location", Kind.FIELD, "where to")
            .takes("status", Kind.STATUS, "the status", "302")
            .between(300, 399)
            .row("redirect?location=/echo", (Deed.Answers) Refuse::redirect);

    static final Row RESET_ON_ACCEPT = Row.of(
                    ANSWER, "resetOnAccept", "Resets the TCP connection (RST) as soon as the request is there.")
            .row("reset-on-accept", (Deed.Answers) args -> new Reception.Reset());

    static final Row SLOW_OPEN = Row.of(FINITE, "slowOpen", "Lets the client wait for the answer to its handshake.")
            .needs("by", Kind.DURATION, "how long")
            .row("slow-open?by=3s&then=echo", (Deed.Opens) (args, plain) -> plain.delay(args.duration("by")));

    static final Row NEVER_OPEN = Row.of(ANSWER, "neverOpen", "Never answers the handshake.")
            .row("never-open", (Deed.Answers) args -> new Reception.Ignored());

    static final Row BROADCAST = Row.of(LAST, "broadcast", "Sends every message to all who are in the same room.")
            .takes("room", Kind.NAME, "the room", "lobby")
            .takes("to", Kind.AUDIENCE, "who gets a message: all, or all but the sender", "all")
            .row("broadcast?room=lobby", (Deed.Talk)
                    (args, scene) -> new Broadcast(scene, args.text("room"), (Audience) args.get("to")));

    static final Row HEADERS = Row.of(FINITE, "headers", "Sends the handshake as one text, in JSON.")
            .row("headers", (Deed.Talk) (args, scene) ->
                    new Speech(scene, Message.text(HandshakeJson.of(scene.wire().handshake()))));

    static final Row ASK = Row.of(ANSWER, "ask", "Leaves the answer to the test.")
            .row("ask", (Deed.Answers) args -> new Reception.Asked());

    static final Row NEVER_ANSWER_CLOSE = Row.of(TRAIT, "neverAnswerClose", "Does not answer the client's Close frame.")
            .row("echo?never-answer-close", (Deed.Changes)
                    (args, inner, scene) -> new Mute(inner.begin(scene), scene, Mute.Deaf.TO_CLOSE));

    static final Row NEVER_ANSWER_PING = Row.of(TRAIT, "neverAnswerPing", "Does not answer the client's pings.")
            .row("echo?never-answer-ping", (Deed.Changes)
                    (args, inner, scene) -> new Mute(inner.begin(scene), scene, Mute.Deaf.TO_PING));

    static final Row PING_EVERY = Row.of(TRAIT, "pingEvery", "Pings the client from time to time.")
            .needs("every", Kind.DURATION, "the time from one ping to the next")
            .between(1, Row.Builder.DAY_MILLIS)
            .row("echo?ping-every=20s", (Deed.Changes)
                    (args, inner, scene) -> new Pinger(inner.begin(scene), scene, args.duration("every")));

    static final Row LATENCY = Row.of(TRAIT, "latency", "Sends everything late, in order.")
            .needs("time", Kind.DURATION, "how late")
            .may("jitter", Kind.DURATION, "at most how much sooner or later, by chance")
            .row("echo?latency=80ms&jitter=20ms", (Deed.Changes) Late::begin);

    static final Row FRAGMENT = Row.of(TRAIT, "fragment", "Sends every message in frames of a size.")
            .needs("size", Kind.SIZE, "the most bytes of a frame")
            .row("echo?fragment=3", (Deed.Changes)
                    (args, inner, scene) -> inner.begin(scene.on(new Fragmenting(scene.wire(), args.number("size")))));

    static final Row LIMIT = Row.of(TRAIT, "limit", "Answers a longer message with Close 1009.")
            .needs("size", Kind.SIZE, "the most bytes of a message")
            .row("echo?limit=64k", (Deed.Changes)
                    (args, inner, scene) -> new Limit(inner.begin(scene), scene, args.number("size")));

    static final Row SUBPROTOCOL = Row.of(
                    TRAIT, "subprotocol", "Answers a subprotocol, whether or not the client offers it.")
            .needs("name", Kind.TOKEN, "the subprotocol")
            .row("echo?subprotocol=chat", (Deed.Opens) (args, plain) -> plain.subprotocol(args.text("name")));

    static final Row NO_SUBPROTOCOL = Row.of(
                    TRAIT, "noSubprotocol", "Answers no subprotocol, whatever the client offers.")
            .row("echo?no-subprotocol", (Deed.Opens) (args, plain) -> plain.subprotocol(""));

    static final Row COMPRESS = Row.of(
                    TRAIT, "compress", "Compresses every message, or none; without it, as the client's were.")
            .needs("on", Kind.SWITCH, "whether to compress, if the client offers it")
            .row(
                    "echo?compress=off",
                    new Deed.OpensAndChanges(
                            (args, plain) -> plain.deflates((Boolean) args.get("on")),
                            (args, inner, scene) -> (Boolean) args.get("on")
                                    ? inner.begin(scene.on(new Compressing(scene.wire())))
                                    : inner.begin(scene)));

    static final List<Row> BEHAVIORS = List.of(
            ECHO,
            SILENT,
            SEND,
            PUSH,
            CLOSE_WITH,
            CLOSE_EMPTY,
            DROP,
            RESET,
            REFUSE,
            REDIRECT,
            RESET_ON_ACCEPT,
            SLOW_OPEN,
            NEVER_OPEN,
            BROADCAST,
            HEADERS,
            ASK);

    /** In the order in which they act on what is sent: the last one is next to the connection. */
    static final List<Row> TRAITS = List.of(
            FRAGMENT,
            COMPRESS,
            LATENCY,
            LIMIT,
            PING_EVERY,
            NEVER_ANSWER_PING,
            NEVER_ANSWER_CLOSE,
            SUBPROTOCOL,
            NO_SUBPROTOCOL);

    static final Catalogue CATALOGUE = new Catalogue(
            BEHAVIORS.stream().filter(row -> row != ASK).map(Row::item).toList(), // no URL can ask a test
            TRAITS.stream().map(Row::item).toList());

    private Table() {}

    /** Returns whether a behavior cannot have both traits. */
    static boolean excludes(Row one, Row other) {
        Set<Row> subprotocols = Set.of(SUBPROTOCOL, NO_SUBPROTOCOL);
        return one == other || (subprotocols.contains(one) && subprotocols.contains(other));
    }

    static Message message(Args args) {
        return args.has("bytes") ? Message.binary(args.payload("bytes")) : Message.text(args.text("text"));
    }
}
