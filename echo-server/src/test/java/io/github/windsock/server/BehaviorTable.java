package io.github.windsock.server;

import static io.github.windsock.Matchers.path;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.server.BehaviorTable.TableRow.row;
import static io.github.windsock.server.Behaviors.answerByteByByte;
import static io.github.windsock.server.Behaviors.answerCookie;
import static io.github.windsock.server.Behaviors.answerHeader;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.bandwidth;
import static io.github.windsock.server.Behaviors.broadcast;
import static io.github.windsock.server.Behaviors.closeEmpty;
import static io.github.windsock.server.Behaviors.closeIdle;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.compress;
import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.dropOnAccept;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.fragment;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.maxMessageBytes;
import static io.github.windsock.server.Behaviors.neverAnswerClose;
import static io.github.windsock.server.Behaviors.neverAnswerPing;
import static io.github.windsock.server.Behaviors.neverOpen;
import static io.github.windsock.server.Behaviors.noSubprotocol;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.onAttempt;
import static io.github.windsock.server.Behaviors.parse;
import static io.github.windsock.server.Behaviors.pause;
import static io.github.windsock.server.Behaviors.pingEvery;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.redirect;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.resetConnection;
import static io.github.windsock.server.Behaviors.resetOnAccept;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Behaviors.sendHandshake;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.slices;
import static io.github.windsock.server.Behaviors.slowOpen;
import static io.github.windsock.server.Behaviors.subprotocol;
import static io.github.windsock.server.Behaviors.template;
import static io.github.windsock.server.Behaviors.uploadBandwidth;
import static io.github.windsock.server.Behaviors.uploadLatency;
import static io.github.windsock.server.Behaviors.withProbability;
import static io.github.windsock.server.Faults.cutAfterBytes;
import static io.github.windsock.server.Faults.cutWithinFrame;
import static io.github.windsock.server.Faults.halfClose;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.github.windsock.server.internal.behavior.HandshakeDecision;
import java.util.List;

/** What a client sees of every behavior: in memory, over TCP and TLS, and with foreign clients. */
final class BehaviorTable {
    /** Is said by the client as a ping. */
    static final String PING = "(ping)";

    /** Is said as "hello" by another client of the same server. */
    static final String NEIGHBOR = "(neighbor)";

    static final List<TableRow> ROWS = List.of(
            row(echo()).says("hello").sees("open", "hello"),
            row(echo().times(1).then(closeWith(3005, "bye"))).says("hello").sees("open", "hello", "close 3005 bye"),
            row(echo().times(1).then(resetConnection()))
                    .says("hello")
                    .sees("open", "hello", "lost")
                    .tells("✕ reset"),
            row(silent()).says("hello").sees("open"),
            row(sendMessage("welcome").then(echo())).says("hello").sees("open", "welcome", "hello"),
            row(sendMessage(new byte[] {0, -1, 16})).sees("open", "bytes 00ff10"),
            row(sendMessage("last").then(dropConnection()))
                    .sees("open", "last", "lost")
                    .tells("✕ drop"),
            row(sendMessage("first").then(pause(ofMillis(20))).then(echo()))
                    .says("hello")
                    .sees("open", "first", "hello"),
            row(push(ofMillis(1), template("tick-${n}")).times(3).then(closeWith(3005, "")))
                    .sees("open", "tick-1", "tick-2", "tick-3", "close 3005"),
            row(push(ofMillis(1), n -> "tick-" + n).times(2)).sees("open", "tick-1", "tick-2"),
            row(push(ofHours(1), "tick")).sees("open", "tick"),
            row(push(ofHours(1), new byte[] {1, 2})).sees("open", "bytes 0102"),
            row(closeWith(1001, "away")).sees("open", "close 1001 away"),
            row(closeEmpty()).sees("open", "close 1005"),
            row(dropConnection()).sees("open", "lost").tells("✕ drop"),
            row(halfClose()).sees("open", "lost").tells("✕ fault  halfClose()"),
            row(cutWithinFrame()).sees("open", "lost").tells("✕ fault  cutWithinFrame()"),
            row(cutAfterBytes(4)).says("hello").sees("open", "lost").tells("✕ fault  cutAfterBytes(4)"),
            row(silent().with(neverAnswerClose())).sees("open").neverAnswersClose(),
            row(refuse(503).retryAfter(ofSeconds(2)).header("X-Why", "tests").body("later"))
                    .sees("refused 503"),
            row(refuse(401)).sees("refused 401"),
            row(redirect("/elsewhere", 307)).sees("refused 307"),
            row(resetOnAccept()).sees("failed").tells("✕ fault  resetOnAccept()"),
            row(dropOnAccept()).sees("failed").tells("✕ fault  dropOnAccept()"),
            row(neverOpen()).tells("✕ fault  neverOpen()"),
            row(slowOpen(ofMillis(20)).then(sendMessage("late"))).sees("open", "late"),
            row(ask()).answered(sendMessage("yes")).sees("open", "yes"),
            row(ask()).answered(refuse(418)).sees("refused 418"),
            row(broadcast("a", Audience.ALL)).says("mine", NEIGHBOR).sees("open", "mine", "hello"),
            row(broadcast("a").times(1).then(closeWith(3005, ""))).says("mine").sees("open", "mine", "close 3005"),
            row(broadcast("a", Audience.OTHERS)).says("mine", NEIGHBOR).sees("open", "hello"),
            row(sendHandshake()).sees("open", "json"),
            row(on(text("ping"), reply("pong")).otherwise(echo()))
                    .says("ping", "hello")
                    .sees("open", "pong", "hello"),
            row(script().expect("login").send("welcome").close(3005, "bye"))
                    .says("login")
                    .sees("open", "welcome", "close 3005 bye"),
            row(script().expect("login").send("welcome").then(echo()))
                    .says("login", "hello")
                    .sees("open", "welcome", "hello"),
            row(parse("script?file=login.wsc")).says("login Ada").sees("open", "welcome, Ada", "close 3005 bye"),
            row(inTurn(refuse(503), echo())).sees("refused 503"),
            row(withProbability(1, closeWith(3005, ""), echo()))
                    .sees("open", "close 3005")
                    .tells("· chance"),
            row(onAttempt(path("/nowhere"), echo()).otherwise(refuse(401)))
                    .sees("refused 401")
                    .tells("· taken by no rule"),
            row(echo().with(latency(ofMillis(5)).jitter(ofMillis(2))))
                    .says("1", "2")
                    .sees("open", "1", "2"),
            row(echo().with(uploadLatency(ofMillis(5)).jitter(ofMillis(5))))
                    .says("1", PING, "2")
                    .sees("open", "1", "2"),
            row(echo().with(bandwidth(1000)).with(uploadBandwidth(1000)).with(slices(1)))
                    .says("hello")
                    .sees("open", "hello"),
            row(echo().with(fragment(2))).says("hello").sees("open", "hello"),
            row(echo().with(maxMessageBytes(4)))
                    .says("hell", "hello")
                    .sees("open", "hell", "close 1009 message is longer than the limit of 4 bytes"),
            row(echo().with(compress(true))).says("hello").sees("open", "hello"),
            row(echo().with(compress(false))).says("hello").sees("open", "hello"),
            row(echo()).offers("a", "b").sees("open a"),
            row(echo().with(subprotocol("b"))).offers("a", "b").sees("open b"),
            row(echo().with(answerByteByByte())).says("hello").sees("open", "hello"),
            row(echo().with(answerHeader("X-Version", "2")).with(answerCookie("sid", "42")))
                    .says("hello")
                    .sees("open", "hello"),
            row(echo().with(noSubprotocol())).offers("a", "b").sees("open"),
            row(push(ofMillis(5), "tick").times(2).then(closeWith(3005, "")).with(pingEvery(ofMillis(1))))
                    .sees("open", "tick", "tick", "close 3005")
                    .tells("→ ping"),
            row(silent().with(closeIdle(ofMillis(20), 1001, "asleep"))).sees("open", "close 1001 asleep"),
            row(echo().with(neverAnswerPing()))
                    .says(PING, "hello")
                    .sees("open", "hello")
                    .tells("✕ neverAnswerPing"));

    /**
     * One row.
     *
     * @param answer what the test does about it, if it is asked
     * @param offers which subprotocols the client does
     * @param says what the client does, once it is open
     * @param sees what it then sees, from the beginning on; nothing if it waits for ever
     * @param tells how an entry of the journal begins
     * @param answersClose whether the server answers the client's Close frame
     */
    record TableRow(
            Behavior behavior,
            Behavior answer,
            List<String> offers,
            List<String> says,
            List<String> sees,
            String tells,
            boolean answersClose) {

        static TableRow row(Behavior behavior) {
            return new TableRow(behavior, silent(), List.of(), List.of(), List.of(), "", true);
        }

        TableRow answered(Behavior by) {
            return new TableRow(behavior, by, offers, says, sees, tells, answersClose);
        }

        TableRow offers(String... subprotocols) {
            return new TableRow(behavior, answer, List.of(subprotocols), says, sees, tells, answersClose);
        }

        TableRow says(String... messages) {
            return new TableRow(behavior, answer, offers, List.of(messages), sees, tells, answersClose);
        }

        TableRow sees(String... observations) {
            return new TableRow(behavior, answer, offers, says, List.of(observations), tells, answersClose);
        }

        TableRow tells(String entry) {
            return new TableRow(behavior, answer, offers, says, sees, entry, answersClose);
        }

        TableRow neverAnswersClose() {
            return new TableRow(behavior, answer, offers, says, sees, tells, false);
        }

        boolean isAsked() {
            return !behavior.plan().isChosenByAttempt()
                    && behavior.plan().decision() instanceof HandshakeDecision.Asked;
        }

        /** Returns whether the connection is open when all has been seen. */
        boolean staysOpen() {
            return sees.stream().noneMatch(Observations::isEnd) && !sees.isEmpty();
        }

        @Override
        public String toString() {
            return behavior + (isAsked() ? " " + answer : "") + (offers.isEmpty() ? "" : " " + offers);
        }
    }

    private BehaviorTable() {}
}
