package io.github.windsock.server.internal.handshake;

import io.github.windsock.Match;
import io.github.windsock.RequestMatcher;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.LoopThread;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.Question;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.session.ServerSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Waits for connections and attempts to arrive at a server, and reports what arrived instead. */
public final class ConnectionWaits {
    private static final List<String> PROXIES = List.of("http.proxyHost", "https.proxyHost", "socksProxyHost");

    private final Recorded server;
    private final String address;
    private final ConnectionLog log;
    private final ListeningPort port;
    private final AtomicBoolean closed;
    private final Outages outages;

    /**
     * Creates it.
     *
     * @param closed whether the server is closed
     */
    public ConnectionWaits(
            Recorded server,
            String address,
            ConnectionLog log,
            ListeningPort port,
            AtomicBoolean closed,
            Outages outages) {
        this.server = server;
        this.address = address;
        this.log = log;
        this.port = port;
        this.closed = closed;
        this.outages = outages;
    }

    public ServerSession awaitConnection(Duration timeout) {
        return await(
                timeout,
                () -> no(log.connections(), "client connected to "),
                () -> found(log.claimConnection(any -> true)));
    }

    /** Waits for a connection whose handshake matches. The others stay unclaimed. */
    public ServerSession awaitConnection(RequestMatcher wanted, Duration timeout) {
        return await(
                timeout, () -> no(log.connections(), "client with " + wanted + " connected to "), new Wanted(wanted));
    }

    /** The oldest unclaimed connection whose handshake matches. */
    private final class Wanted implements Question<ServerSession> {
        private final RequestMatcher matcher;
        private final Map<ServerSession, Match> tested = new LinkedHashMap<>();

        Wanted(RequestMatcher matcher) {
            this.matcher = matcher;
        }

        @Override
        public void prepare() {
            log.unclaimed().forEach(each -> tested.computeIfAbsent(each, it -> matcher.match(it.handshake())));
        }

        @Override
        public Answer<ServerSession> ask() {
            Answer<ServerSession> answer = found(log.claimConnection(this::isWanted));
            boolean isComplete =
                    answer instanceof Answer.Found || tested.keySet().containsAll(log.unclaimed());
            return isComplete ? answer : Answer.again();
        }

        /** A connection may come between {@link #prepare} and {@link #ask}; it is tested before the next look. */
        private boolean isWanted(ServerSession connection) {
            Match match = tested.get(connection);
            return match != null && match.isMatch();
        }
    }

    public AttemptState awaitAttempt(Duration timeout) {
        return await(timeout, () -> no(log.attempts(), "attempt to connect to "), () -> found(log.claimAttempt()));
    }

    public List<AttemptState> awaitAttempts(int n, Duration timeout) {
        return await(timeout, () -> "fewer than " + n + " attempts to connect to ", () -> found(log.claimAttempts(n)));
    }

    private static String no(List<?> earlier, String what) {
        return (earlier.isEmpty() ? "no " : "no further ") + what;
    }

    private static <T> Answer<T> found(Optional<T> one) {
        return one.isPresent() ? Answer.found(one.get()) : Answer.pending();
    }

    private <T> T await(Duration timeout, Supplier<String> headline, Question<T> question) {
        LoopThread.refuseToWait();
        question.prepare();
        if (question.ask() instanceof Answer.Found<T> there) {
            return there.value();
        }
        Outcome<T> outcome = Recorder.of(server).await(null, timeout, new WhileOpen<>(question));
        if (outcome instanceof Outcome.Met<T> met) {
            return met.value();
        }
        String why = ((Outcome.Missed<T>) outcome).why();
        throw Failure.of(server, headline.get() + address, why + "; " + whatCame());
    }

    /** Another question, which has no answer any more once the server is closed. */
    private final class WhileOpen<T> implements Question<T> {
        private final Question<T> question;

        WhileOpen(Question<T> question) {
            this.question = question;
        }

        @Override
        public void prepare() {
            question.prepare();
        }

        @Override
        public Answer<T> ask() {
            Answer<T> answer = question.ask();
            boolean hopeless = answer instanceof Answer.Pending && closed.get();
            return hopeless ? Answer.never("the server was closed meanwhile") : answer;
        }
    }

    /** Describes what has come to the server, or that nothing has, for a failure. */
    public String whatCame() {
        StringJoiner came = new StringJoiner("; ");
        log.attempts().forEach(attempt -> came.add(attempt + missed(attempt)));
        log.withoutAttempt().forEach(came::add);
        port.waiting().forEach(one -> came.add(one + " (still open)"));
        String there = came.length() == 0 ? "nothing came at all" : "what came: " + came;
        return there + before() + outages.hint() + proxies();
    }

    /** Returns what is noted of an attempt that was not accepted; of a connection, the assertions about it say that. */
    private static String missed(AttemptState attempt) {
        return attempt.session().isPresent()
                ? ""
                : attempt.log().note().map(note -> " (" + note + ")").orElse("");
    }

    /** Returns the latest attempts before this window, since the test may expect one of them. */
    private String before() {
        return log.before().isEmpty()
                ? ""
                : "; before this test's part of the server's life began: " + String.join("; ", log.before());
    }

    /** Returns a hint if the JVM has a proxy, because many clients use it for loopback addresses too. */
    private static String proxies() {
        return PROXIES.stream()
                .filter(key -> System.getProperty(key) != null)
                .findFirst()
                .map(key ->
                        "; the system property " + key + " is set in this JVM, so a client may have asked that proxy:"
                                + " add 127.0.0.1 and localhost to http.nonProxyHosts, or clear it")
                .orElse("");
    }
}
