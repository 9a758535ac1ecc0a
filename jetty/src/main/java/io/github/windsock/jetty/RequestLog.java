package io.github.windsock.jetty;

import io.github.windsock.Match;
import io.github.windsock.Payload;
import io.github.windsock.RequestMatcher;
import io.github.windsock.jetty.internal.RequestSink;
import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.Question;
import io.github.windsock.journal.internal.Recorder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The requests of one server, and which of them an assertion has claimed. */
final class RequestLog implements RequestSink {
    private final Recorder journal;

    // Guarded by this.
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final List<RecordedRequest> unclaimed = new ArrayList<>();

    RequestLog(Recorder journal) {
        this.journal = journal;
    }

    /** Returns all requests so far. */
    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void add(String method, String target, Map<String, List<String>> headers, Payload body, String answer) {
        RecordedRequest request = new RecordedRequest(method, target, headers, body);
        synchronized (this) {
            requests.add(request);
            unclaimed.add(request);
        }
        journal.general().record(Events.note(request.toString(), answer)); // also wakes up waiting assertions
    }

    @Override
    public void note(String what, String why) {
        journal.general().record(Events.note(what, why));
    }

    @Override
    public void failed(String who, Throwable cause) {
        journal.general().record(Events.failure(who, cause));
    }

    @Override
    public synchronized void forget() {
        requests.clear();
        unclaimed.clear();
    }

    /**
     * Waits for a request and claims it.
     *
     * @param expected the matcher
     * @param on whose timeline a failure shows
     * @return the request
     */
    RecordedRequest await(RequestMatcher expected, Recorded on) {
        Asked asked = new Asked(expected);
        Outcome<RecordedRequest> outcome = journal.await(null, asked);
        if (outcome instanceof Outcome.Met<RecordedRequest> met) {
            return met.value();
        }
        String why = ((Outcome.Missed<RecordedRequest>) outcome).why() + asked.nearest();
        throw Failure.of(on, "the server was not asked for " + expected, expected, shown(), why);
    }

    private synchronized List<RecordedRequest> unclaimed() {
        return List.copyOf(unclaimed);
    }

    private synchronized String shown() {
        return unclaimed.isEmpty() ? "no request" : unclaimed.toString();
    }

    /** The question of one wait: each request is matched once, without a lock, since a matcher may be user code. */
    private final class Asked implements Question<RecordedRequest> {
        private final RequestMatcher expected;
        private final IdentityHashMap<RecordedRequest, Match> matches = new IdentityHashMap<>();

        Asked(RequestMatcher expected) {
            this.expected = expected;
        }

        @Override
        public void prepare() {
            unclaimed()
                    .forEach(each -> matches.computeIfAbsent(
                            each, it -> expected.match(it.method(), it.target(), it.headers(), it.body())));
        }

        @Override
        public Answer<RecordedRequest> ask() {
            synchronized (RequestLog.this) {
                for (RecordedRequest request : unclaimed) {
                    Match match = matches.get(request);
                    if (match == null) {
                        return Answer.again();
                    }
                    if (match.isMatch()) {
                        unclaimed.remove(request);
                        return Answer.found(request);
                    }
                }
                return Answer.pending();
            }
        }

        String nearest() {
            return matches.values().stream()
                    .min(Comparator.comparingDouble(Match::distance))
                    .map(match -> "; of the nearest, " + match.why())
                    .orElse("");
        }
    }
}
