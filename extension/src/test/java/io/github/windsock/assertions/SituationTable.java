package io.github.windsock.assertions;

import static io.github.windsock.Matchers.path;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.ReadyState.CONNECTING;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.SituationRow.Waits.FOR_IT;
import static io.github.windsock.assertions.SituationRow.Waits.NOT;
import static io.github.windsock.assertions.SituationRow.Waits.THAT_NOTHING_COMES;
import static io.github.windsock.assertions.WebSocketAssertions.assertAttempts;
import static io.github.windsock.assertions.WebSocketAssertions.assertBackoff;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedCleanly;
import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertContinuous;
import static io.github.windsock.assertions.WebSocketAssertions.assertConversation;
import static io.github.windsock.assertions.WebSocketAssertions.assertEvents;
import static io.github.windsock.assertions.WebSocketAssertions.assertFailed;
import static io.github.windsock.assertions.WebSocketAssertions.assertHandshake;
import static io.github.windsock.assertions.WebSocketAssertions.assertNoMoreAttempts;
import static io.github.windsock.assertions.WebSocketAssertions.assertNotReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertNothingMoreReceivedBefore;
import static io.github.windsock.assertions.WebSocketAssertions.assertPinged;
import static io.github.windsock.assertions.WebSocketAssertions.assertPonged;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyStates;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceivedInOrder;
import static io.github.windsock.assertions.WebSocketAssertions.assertRefused;
import static io.github.windsock.assertions.WebSocketAssertions.atLeast;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.awaitMessage;
import static io.github.windsock.assertions.WebSocketAssertions.awaitPings;
import static io.github.windsock.assertions.WebSocketAssertions.awaitPongs;
import static io.github.windsock.assertions.WebSocketAssertions.claimReceived;
import static io.github.windsock.assertions.WebSocketAssertions.factor;
import static io.github.windsock.assertions.WebSocketAssertions.ignoreReceived;
import static io.github.windsock.assertions.WebSocketAssertions.quietFor;
import static io.github.windsock.server.Behaviors.dropConnection;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.assertions.SituationRow.Waits;
import io.github.windsock.assertions.SituationSetup.Place;
import io.github.windsock.assertions.SituationSetup.StartState;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Every assertion, with the event that it is about. Overloads that say the same have the same golden file. */
final class SituationTable {
    private static final MessageMatcher TICK = textContaining("tick");
    private static final Payload BEAT = Payload.ofText("beat");
    private static final QuietPeriod BRIEFLY = quietFor(Duration.ofMillis(1));
    private static final QuietPeriod LONG = quietFor(Duration.ofSeconds(20));

    private final List<SituationRow> rows = new ArrayList<>();

    static List<SituationRow> rows() {
        SituationTable table = new SituationTable();
        table.states();
        table.messages();
        table.numbers();
        table.silence();
        table.pingsAndPongs();
        table.attempts();
        return table.rows;
    }

    private SituationRow row(String signature, String golden, StartState start, Waits waits) {
        SituationRow row = new SituationRow(signature, golden, start, waits);
        rows.add(row);
        return row;
    }

    private SituationRow onSocket(
            String signature,
            String golden,
            Waits waits,
            Consumer<ServerConnection> event,
            Function<Place, Object> it) {
        return row(signature, golden, StartState.OPEN, waits)
                .event(place -> event.accept(place.connection()))
                .assertion(it);
    }

    private static Object returned(Runnable assertion) {
        assertion.run();
        return "nothing";
    }

    private void states() {
        row("assertReadyState(ReadyState, Party)", "assertReadyState", StartState.ASKING, FOR_IT)
                .event(it -> it.attempt().accept())
                .end(it -> it.attempt().refuse(503))
                .assertion(it -> assertReadyState(OPEN, it.socket()))
                .without(Situation.TWICE, "an attempt is answered once");
        row("assertReadyStates(List, Party)", "assertReadyStates", StartState.ASKING, FOR_IT)
                .event(it -> it.attempt().accept())
                .end(it -> it.attempt().refuse(503))
                .assertion(it -> assertReadyStates(List.of(CONNECTING, OPEN), it.socket()))
                .without(Situation.TWICE, "an attempt is answered once");
        onSocket(
                "assertClosedWith(int, String, Party)",
                "assertClosedWith",
                FOR_IT,
                it -> it.close(3005, "bye"),
                it -> assertClosedWith(3005, "bye", it.socket()));
        onSocket(
                "assertClosedWith(CloseStatus, Party)",
                "assertClosedWith",
                FOR_IT,
                it -> it.close(3005, "bye"),
                it -> assertClosedWith(new CloseStatus(3005, "bye"), it.socket()));
        onSocket(
                        "assertClosedCleanly(Party)",
                        "assertClosedCleanly",
                        FOR_IT,
                        it -> it.close(3005, "bye"),
                        it -> assertClosedCleanly(it.socket()))
                .end(it -> it.connection().drop());
        onSocket(
                        "assertFailed(Fault, Party)",
                        "assertFailed",
                        FOR_IT,
                        it -> it.fault(dropConnection()),
                        it -> assertFailed(dropConnection(), it.socket()))
                .without(Situation.TWICE, "a connection ends once");
        onSocket(
                "assertEvents(List, BrowserWebSocket)",
                "assertEvents",
                FOR_IT,
                it -> it.send("tick"),
                it -> assertEvents(List.of("open", "message tick"), it.socket()));
        onSocket(
                "assertConversation(String, Party, Scrubber[])",
                "assertConversation",
                FOR_IT,
                it -> it.send("tick"),
                it -> assertConversation("tick.wsc", it.socket()));
        onSocket(
                        "await(Recorded)",
                        "await",
                        FOR_IT,
                        it -> it.send("tick"),
                        it -> returned(() -> await(it.socket())
                                .alias("the price is shown")
                                .until(() -> !it.socket().received().isEmpty())))
                .without(Situation.AFTER_CLOSE, "it waits for something of the user's, which a close may bring about");
    }

    private void messages() {
        Consumer<ServerConnection> tick = it -> it.send("tick");
        onSocket(
                "assertReceived(String, Party)",
                "assertReceived",
                FOR_IT,
                tick,
                it -> assertReceived("tick", it.socket()));
        onSocket(
                "assertReceived(Message, Party)",
                "assertReceived",
                FOR_IT,
                tick,
                it -> assertReceived(Message.text("tick"), it.socket()));
        onSocket(
                "assertReceived(byte[], Party)",
                "assertReceived-bytes",
                FOR_IT,
                it -> it.send(new byte[] {1, 2}),
                it -> assertReceived(new byte[] {1, 2}, it.socket()));
        onSocket(
                "assertReceived(MessageMatcher, Party)",
                "assertReceived-matcher",
                FOR_IT,
                tick,
                it -> assertReceived(TICK, it.socket()));
        onSocket("awaitMessage(Party)", "awaitMessage", FOR_IT, tick, it -> awaitMessage(it.socket()));
        onSocket(
                "assertReceivedInOrder(List, Party)",
                "assertReceivedInOrder",
                FOR_IT,
                it -> {
                    it.send("first");
                    it.send("tick");
                },
                it -> assertReceivedInOrder(List.of("first", TICK), it.socket()));
        onSocket(
                "assertNothingMoreReceivedBefore(String, Party)",
                "assertNothingMoreReceivedBefore",
                FOR_IT,
                tick,
                it -> assertNothingMoreReceivedBefore("tick", it.socket()));
        onSocket(
                "assertContinuous(ToLongFunction, List)",
                "assertContinuous",
                NOT,
                it -> {
                    it.send("1");
                    it.send("2");
                },
                it -> assertContinuous(message -> Long.parseLong(message.text()), List.of(it.socket())));
    }

    private void numbers() {
        Consumer<ServerConnection> tick = it -> it.send("tick");
        onSocket(
                "assertReceived(int, String, Party)",
                "assertReceived-number",
                FOR_IT,
                tick,
                it -> assertReceived(1, "tick", it.socket()));
        onSocket(
                "assertReceived(int, MessageMatcher, Party)",
                "assertReceived-number-matcher",
                FOR_IT,
                tick,
                it -> assertReceived(1, TICK, it.socket()));
        onSocket(
                "assertReceived(int, String, Party, QuietPeriod)",
                "assertReceived-number-text-quiet",
                FOR_IT,
                tick,
                it -> assertReceived(1, "tick", it.socket(), BRIEFLY));
        onSocket(
                "assertReceived(int, MessageMatcher, Party, QuietPeriod)",
                "assertReceived-number-quiet",
                FOR_IT,
                tick,
                it -> assertReceived(1, TICK, it.socket(), BRIEFLY));
        onSocket(
                "assertReceivedExactly(List, Party)",
                "assertReceivedExactly",
                FOR_IT,
                tick,
                it -> assertReceivedExactly(List.of(TICK), it.socket()));
        onSocket(
                "assertReceivedExactly(List, Party, QuietPeriod)",
                "assertReceivedExactly-quiet",
                FOR_IT,
                tick,
                it -> assertReceivedExactly(List.of(TICK), it.socket(), BRIEFLY));
    }

    private void silence() {
        Consumer<ServerConnection> tick = it -> it.send("tick");
        onSocket(
                "assertNotReceived(String, Party)",
                "assertNotReceived",
                NOT,
                tick,
                it -> returned(() -> assertNotReceived("tick", it.socket())));
        onSocket(
                "assertNotReceived(MessageMatcher, Party)",
                "assertNotReceived-matcher",
                NOT,
                tick,
                it -> returned(() -> assertNotReceived(TICK, it.socket())));
        onSocket(
                "assertNotReceived(String, Party, QuietPeriod)",
                "assertNotReceived-text-quiet",
                THAT_NOTHING_COMES,
                tick,
                it -> returned(() -> assertNotReceived("tick", it.socket(), period(it))));
        onSocket(
                "assertNotReceived(MessageMatcher, Party, QuietPeriod)",
                "assertNotReceived-quiet",
                THAT_NOTHING_COMES,
                tick,
                it -> returned(() -> assertNotReceived(TICK, it.socket(), period(it))));
        onSocket(
                "assertNothingMoreReceived(Party)",
                "assertNothingMoreReceived",
                NOT,
                tick,
                it -> assertNothingMoreReceived(it.socket()));
        onSocket(
                "assertNothingMoreReceived(Party, Duration)",
                "assertNothingMoreReceived-quiet",
                THAT_NOTHING_COMES,
                tick,
                it -> assertNothingMoreReceived(it.socket(), period(it).length()));
        onSocket(
                "assertNothingMoreReceived(Party, QuietPeriod)",
                "assertNothingMoreReceived-quiet",
                THAT_NOTHING_COMES,
                tick,
                it -> assertNothingMoreReceived(it.socket(), period(it)));
        onSocket("claimReceived(Party)", "claimReceived", NOT, tick, it -> claimReceived(it.socket()));
        onSocket(
                "claimReceived(Party, QuietPeriod)",
                "claimReceived",
                NOT,
                tick,
                it -> claimReceived(it.socket(), BRIEFLY));
        onSocket("ignoreReceived(String, Party)", "ignoreReceived", NOT, tick, it -> {
            ignoreReceived("tick", it.socket());
            return claimReceived(it.socket());
        });
        onSocket("ignoreReceived(MessageMatcher, Party)", "ignoreReceived", NOT, tick, it -> {
            ignoreReceived(TICK, it.socket());
            return claimReceived(it.socket());
        });
    }

    private static QuietPeriod period(Place place) {
        return place.setup().isLate ? LONG : BRIEFLY;
    }

    private void pingsAndPongs() {
        Consumer<ServerConnection> ping = it -> it.ping(BEAT);
        onSocket("assertPinged(int, Party)", "assertPinged-number", FOR_IT, ping, it -> assertPinged(1, it.socket()));
        onSocket(
                "assertPinged(int, Party, QuietPeriod)",
                "assertPinged-number-quiet",
                FOR_IT,
                ping,
                it -> assertPinged(1, it.socket(), BRIEFLY));
        onSocket("assertPinged(String, Party)", "assertPinged", FOR_IT, ping, it -> assertPinged("beat", it.socket()));
        onSocket("assertPinged(Payload, Party)", "assertPinged", FOR_IT, ping, it -> assertPinged(BEAT, it.socket()));
        onSocket("awaitPings(int, Party)", "awaitPings", FOR_IT, ping, it -> awaitPings(1, it.socket()));
        Consumer<ServerConnection> pong = it -> it.pong(BEAT);
        onSocket("assertPonged(int, Party)", "assertPonged-number", FOR_IT, pong, it -> assertPonged(1, it.socket()));
        onSocket(
                "assertPonged(int, Party, QuietPeriod)",
                "assertPonged-number-quiet",
                FOR_IT,
                pong,
                it -> assertPonged(1, it.socket(), BRIEFLY));
        onSocket("assertPonged(String, Party)", "assertPonged", FOR_IT, pong, it -> assertPonged("beat", it.socket()));
        onSocket("assertPonged(Payload, Party)", "assertPonged", FOR_IT, pong, it -> assertPonged(BEAT, it.socket()));
        onSocket("awaitPongs(int, Party)", "awaitPongs", FOR_IT, pong, it -> awaitPongs(1, it.socket()));
    }

    private void attempts() {
        row("assertAttempts(int, EchoServer)", "assertAttempts", StartState.IDLE, FOR_IT)
                .event(Place::asks)
                .end(it -> it.server().close())
                .assertion(it -> assertAttempts(1, it.server()));
        row(
                        "assertNoMoreAttempts(EchoServer, QuietPeriod)",
                        "assertNoMoreAttempts",
                        StartState.IDLE,
                        THAT_NOTHING_COMES)
                .event(Place::asks)
                .end(it -> it.server().close())
                .assertion(it -> assertNoMoreAttempts(it.server(), period(it)));
        row("assertRefused(int, Attempt)", "assertRefused-attempt", StartState.ASKING, FOR_IT)
                .event(it -> it.attempt().refuse(403))
                .end(it -> it.socket().close())
                .assertion(it -> assertRefused(403, it.attempt()))
                .without(Situation.TWICE, "an attempt is answered once");
        row("assertRefused(int, BrowserWebSocket)", "assertRefused-socket", StartState.ASKING, FOR_IT)
                .event(it -> it.attempt().refuse(403))
                .end(it -> it.socket().close())
                .assertion(it -> assertRefused(403, it.socket()))
                .without(Situation.TWICE, "an attempt is answered once");
        row("assertHandshake(RequestMatcher, Attempt)", "assertHandshake-attempt", StartState.OPEN, NOT)
                .event(it -> it.opens("/feed"))
                .assertion(it -> assertHandshake(path("/feed"), last(it.server().attempts())))
                .without(Situation.ON_ANOTHER, "what was asked for belongs to its attempt");
        row("assertHandshake(RequestMatcher, ServerConnection)", "assertHandshake-connection", StartState.OPEN, NOT)
                .event(it -> it.opens("/feed"))
                .assertion(it -> assertHandshake(path("/feed"), last(it.server().connections())))
                .without(Situation.ON_ANOTHER, "what was asked for belongs to its connection");
        row("assertBackoff(List, Backoff, Factor)", "assertBackoff", StartState.OPEN, NOT)
                .event(SituationTable::comesBack)
                .end(it -> it.opens("/"))
                .assertion(it -> {
                    List<Attempt> all = it.server().attempts();
                    return assertBackoff(all, atLeast(Duration.ZERO), factor(1)).size();
                })
                .without(Situation.ABSENT, "a pause is between two attempts")
                .without(Situation.LATE, "a pause is between two attempts")
                .without(Situation.ON_ANOTHER, "the attempts are given");
    }

    /** The client ends its last connection, and makes a new one when the server has seen that. */
    private static void comesBack(Place place) {
        last(place.server().connections()).close(1001, "gone");
        place.setup().settle();
        place.opens("/");
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }
}
