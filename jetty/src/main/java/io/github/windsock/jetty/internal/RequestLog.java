package io.github.windsock.jetty.internal;

import io.github.windsock.jetty.RecordedRequest;
import io.github.windsock.jetty.RequestMatcher;
import io.github.windsock.journal.Answer;
import io.github.windsock.journal.Events;
import io.github.windsock.journal.Failure;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Outcome;
import io.github.windsock.journal.Recorded;
import java.util.ArrayList;
import java.util.List;

/** The requests of one server, and which of them an assertion has claimed. */
public final class RequestLog {
    private final Journal journal;

    // Guarded by this.
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final List<RecordedRequest> unclaimed = new ArrayList<>();

    RequestLog(Journal journal) {
        this.journal = journal;
    }

    /**
     * Returns what has come.
     *
     * @return a snapshot
     */
    public synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    void add(RecordedRequest request, String answer) {
        synchronized (this) {
            requests.add(request);
            unclaimed.add(request);
        }
        journal.door().record(Events.note(request.toString(), answer)); // wakes who waits
    }

    /**
     * Waits for a request and claims it.
     *
     * @param expected which
     * @param on what a failure tells the story of
     * @return the request
     */
    public RecordedRequest await(RequestMatcher expected, Recorded on) {
        Outcome<RecordedRequest> outcome = journal.await(null, () -> claim(expected));
        if (outcome instanceof Outcome.Met<RecordedRequest> met) {
            return met.value();
        }
        String why = ((Outcome.Missed<RecordedRequest>) outcome).why();
        throw Failure.of(on, "the server was not asked for " + expected, expected, shown(), why);
    }

    private synchronized Answer<RecordedRequest> claim(RequestMatcher expected) {
        for (RecordedRequest request : unclaimed) {
            if (expected.matches(request)) {
                unclaimed.remove(request);
                return Answer.found(request);
            }
        }
        return Answer.pending();
    }

    private synchronized String shown() {
        return unclaimed.isEmpty() ? "no request" : unclaimed.toString();
    }
}
