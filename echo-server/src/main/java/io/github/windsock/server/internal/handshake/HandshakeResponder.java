package io.github.windsock.server.internal.handshake;

import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.internal.wire.ResponseHead;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.FenceSender;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.RunningCode;
import io.github.windsock.server.internal.behavior.AcceptOptions;
import io.github.windsock.server.internal.behavior.AnswerChange;
import io.github.windsock.server.internal.behavior.AnswerHead;
import io.github.windsock.server.internal.behavior.Choice;
import io.github.windsock.server.internal.behavior.HandshakeDecision;
import io.github.windsock.server.internal.behavior.HandshakeDecision.Unanswered.Then;
import io.github.windsock.server.internal.behavior.Headers;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.clock.TimerThread;
import io.github.windsock.server.internal.conversation.RuleUse;
import io.github.windsock.server.internal.engine.HttpExchange;
import io.github.windsock.server.internal.engine.Link;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.session.ServerContext;
import io.github.windsock.server.internal.session.ServerSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Answers attempts to connect as their behaviors decide: with 101, with a refusal, or not at all. */
public final class HandshakeResponder {
    private static final String MATCHER = "a matcher of onAttempt(..)";

    private final ListeningPort port;
    private final ServerContext server;
    private final ConnectionLog log;
    private final WaitingAttempts waiting = new WaitingAttempts();

    public HandshakeResponder(ListeningPort port, ServerContext server, ConnectionLog log) {
        this.port = port;
        this.server = server;
        this.log = log;
    }

    /** Ends attempts that wait for their answer now or that start to wait before {@link #resumeAnswering}. */
    public void stopAnswering(String why) {
        waiting.stop(why);
    }

    void resumeAnswering() {
        waiting.resume();
    }

    /** Returns the record of the rules that match. */
    RuleUse rules() {
        return server.rules();
    }

    /** Lets code of the user decide about an attempt, on a worker thread. */
    void decide(HttpExchange exchange, AttemptState attempt, Supplier<Choice> code) {
        waiting.add(exchange, attempt);
        server.undecided().begin();
        try {
            server.workers().accept(() -> {
                Runnable action = action(exchange, attempt, code);
                exchange.execute(() -> {
                    try {
                        action.run();
                    } finally {
                        server.undecided().end();
                    }
                });
            });
        } catch (RuntimeException | Error e) { // such as no memory for a thread
            server.undecided().end();
            throw e;
        }
    }

    private Runnable action(HttpExchange exchange, AttemptState attempt, Supplier<Choice> code) {
        try {
            Choice choice = RunningCode.call(attempt.log().journal(), "code of a rule", MATCHER, code);
            return () -> {
                if (!attempt.isSettled()) {
                    carryOut(exchange, attempt, choice);
                } else if (choice.decision() instanceof HandshakeDecision.Unexpected unexpected) {
                    server.unexpected().add(unexpected.failure()); // whether its client has waited or not
                }
            };
        } catch (RuntimeException | Error e) {
            return () -> failed(exchange, attempt, e);
        }
    }

    private void failed(HttpExchange exchange, AttemptState attempt, Throwable failure) {
        attempt.log().record(Events.failure(MATCHER, failure));
        refuse(exchange, attempt, 500, Map.of(), "A rule of the server failed.\n", MATCHER + " failed");
    }

    /** Carries out a decision about an attempt. */
    void carryOut(HttpExchange exchange, AttemptState attempt, Choice choice) {
        for (Choice.MatchedRule rule : choice.rules()) {
            attempt.record(Events.note("taken by " + rule.place(), rule.rule()));
        }
        Plan plan = choice.plan();
        if (!choice.seed().isEmpty()) {
            attempt.record(Events.note("chance", plan + ", " + choice.seed()));
        }
        server.expect(plan);
        HandshakeDecision decision = choice.decision();
        if (decision instanceof HandshakeDecision.Accepted accepted) {
            accept(exchange, attempt, plan, accepted.options());
        } else if (decision instanceof HandshakeDecision.Refused refused) {
            refuse(exchange, attempt, refused, plan);
        } else if (decision instanceof HandshakeDecision.Unexpected unexpected) {
            server.unexpected().add(unexpected.failure());
            refuse(exchange, attempt, 500, Map.of(), unexpected.answer() + "\n", plan.toString());
        } else if (decision instanceof HandshakeDecision.Looped) {
            refuse(exchange, attempt, redirect(attempt.handshake().target()), plan);
        } else if (decision instanceof HandshakeDecision.Unanswered unanswered) {
            leaveUnanswered(exchange, attempt, unanswered, plan);
        } else {
            ask(exchange, attempt);
        }
    }

    private static HandshakeDecision.Refused redirect(String target) {
        return new HandshakeDecision.Refused(302, Map.of("Location", List.of(target)), "");
    }

    private void ask(HttpExchange exchange, AttemptState attempt) {
        waiting.add(exchange, attempt);
        attempt.ask(answer -> carryOut(exchange, attempt, Choice.of(answer)));
    }

    /** Sends an incomplete answer, or none. */
    private void leaveUnanswered(
            HttpExchange exchange, AttemptState attempt, HandshakeDecision.Unanswered unanswered, Plan plan) {
        Then then = unanswered.then();
        if (then == Then.WAITS) {
            waiting.add(exchange, attempt);
            recordFault(attempt, plan);
            if (!attempt.isSettled()) {
                sendPart(exchange, attempt, unanswered, () -> {});
            }
        } else if (waiting.settle(attempt)) {
            plan.fault().ifPresent(order -> attempt.log().record(order.event(), ReadyState.CLOSED));
            sendPart(exchange, attempt, unanswered, then == Then.FIN ? exchange::drop : exchange::reset);
        }
    }

    private static void sendPart(
            HttpExchange exchange, AttemptState attempt, HandshakeDecision.Unanswered unanswered, Runnable then) {
        byte[] right = AnswerHead.switching(Opening.accept(attempt.handshake(), "", "", Headers.NONE))
                .bytes();
        byte[] part = unanswered.part().apply(right);
        if (part.length == 0) {
            then.run();
        } else {
            exchange.answerInPart(part, then);
        }
    }

    private static void recordFault(AttemptState attempt, Plan plan) {
        plan.fault().ifPresent(order -> attempt.record(order.event()));
    }

    private void refuse(HttpExchange exchange, AttemptState attempt, HandshakeDecision.Refused refused, Plan plan) {
        recordFault(attempt, plan);
        refuse(exchange, attempt, refused.status(), refused.headers(), refused.body(), plan.toString());
    }

    /** Refuses an attempt with an HTTP response. */
    void refuse(
            HttpExchange exchange,
            AttemptState attempt,
            int status,
            Map<String, List<String>> headers,
            String body,
            String why) {
        if (!waiting.settle(attempt)) {
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpHeaders sent = ResponseHead.ending(status, headers, bytes.length);
        Handshake answer = attempt.handshake().answered(HttpAnswer.of(status, sent, Payload.of(bytes)));
        attempt.log().record(Events.answer(answer, why), ReadyState.CLOSED);
        attempt.answered(answer);
        attempt.log().journal().signal();
        exchange.refuse(status, sent, bytes);
    }

    private void accept(HttpExchange exchange, AttemptState attempt, Plan plan, AcceptOptions options) {
        if (options.delay().isZero()) {
            acceptNow(exchange, attempt, plan, options);
            return;
        }
        waiting.add(exchange, attempt);
        attempt.log().attach(new DelayedOpening(plan.toString(), server.timers().isDrivenByTest()));
        attempt.record(Events.note("waits", plan.toString()));
        server.timers()
                .schedule(
                        new ExchangeThread(port, exchange),
                        plan + " of " + attempt.log(),
                        options.delay(),
                        () -> acceptNow(exchange, attempt, plan, options));
    }

    /** Tells fences that messages can follow the answer. No ping can be sent before the answer. */
    private record DelayedOpening(String plan, boolean isDrivenByTest) implements FenceSender {

        @Override
        public boolean sendFence(Payload fence) {
            return false;
        }

        @Override
        public void whenIdle(Runnable task) {
            task.run();
        }

        @Override
        public Optional<String> unfinished() {
            return isDrivenByTest ? Optional.empty() : Optional.of("begin " + plan);
        }
    }

    /** The thread that answers an attempt. */
    private record ExchangeThread(ListeningPort port, HttpExchange exchange) implements TimerThread {
        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            return port.schedule(delay, task);
        }

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            exchange.execute(task);
        }
    }

    private void acceptNow(HttpExchange exchange, AttemptState attempt, Plan plan, AcceptOptions options) {
        if (!waiting.settle(attempt)) {
            return;
        }
        Handshake asked = attempt.handshake();
        String extensions = options.deflates() && options.change() == null ? exchange.agreeOnCompression() : "";
        String subprotocol = subprotocol(asked, options);
        HttpHeaders headers = Opening.accept(asked, extensions, subprotocol, options.headers());
        noteUnoffered(subprotocol, asked, plan, attempt.log());
        if (options.change() == null && !options.byteByByte()) {
            Link link = open(exchange, attempt, plan, headers, false);
            exchange.accept(headers, link);
        } else {
            acceptAsBytes(exchange, attempt, plan, options, AnswerHead.switching(headers));
        }
    }

    /** Accepts with an answer that a fault has changed, or in pieces. */
    private void acceptAsBytes(
            HttpExchange exchange, AttemptState attempt, Plan plan, AcceptOptions options, AnswerHead right) {
        AnswerChange change = options.change();
        AnswerHead head = change == null ? right : change.apply(right, attempt.handshake());
        if (change != null) {
            recordFault(attempt, plan);
        }
        Link link = open(exchange, attempt, plan, head.headers(), change != null);
        exchange.accept(pieces(head.bytes(), options.byteByByte()), link);
    }

    /** Creates the session. The answer is recorded before it is sent, so that nobody sees its effect first. */
    private Link open(HttpExchange exchange, AttemptState attempt, Plan plan, HttpHeaders headers, boolean isFault) {
        Handshake answer = attempt.handshake().answered(HttpAnswer.of(101, headers, Payload.EMPTY));
        ServerSession session = new ServerSession(attempt.log(), plan, answer, server);
        Link link = exchange.prepare(session);
        session.linkTo(link);
        if (isFault) {
            plan.fault().ifPresent(session::answeredWith);
        }
        attempt.accepted(session);
        attempt.log().record(Events.answer(answer, ""), ReadyState.OPEN);
        attempt.answered(answer);
        server.sessions().add(session);
        log.add(session);
        session.log().journal().signal();
        return link;
    }

    private static List<byte[]> pieces(byte[] head, boolean byteByByte) {
        return byteByByte
                ? IntStream.range(0, head.length)
                        .mapToObj(i -> new byte[] {head[i]})
                        .toList()
                : List.of(head);
    }

    /** Returns the subprotocol to select: that of the options, or else the first one offered; empty for none. */
    private static String subprotocol(Handshake asked, AcceptOptions options) {
        String chosen = options.subprotocol();
        if (chosen != null) {
            return chosen;
        }
        List<String> offered = asked.offeredSubprotocols();
        return offered.isEmpty() ? "" : offered.get(0);
    }

    /** Records a fault if the subprotocol was not offered (RFC 6455, section 4.2.2). */
    private static void noteUnoffered(String name, Handshake asked, Plan plan, PartyLog log) {
        if (!name.isEmpty() && !asked.offeredSubprotocols().contains(name)) {
            log.record(Events.fault("subprotocol " + name + " was not offered", plan.toString()));
        }
    }
}
