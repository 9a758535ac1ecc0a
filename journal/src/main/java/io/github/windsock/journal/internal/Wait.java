package io.github.windsock.journal.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.internal.WaitQueue.Sleeper;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One wait: asks its question again after each change that may answer it, until it is answered or the wait times out. */
final class Wait<T> {

    private final Recorder journal;
    private final PartyLog on;
    private final Duration timeout;
    private final long nanos;
    private final Question<T> question;
    private final @Nullable CallSite where; // what it claims was claimed; null if it claims nothing
    private final boolean isTimeoutFailure;
    private final long begun = System.nanoTime();
    private boolean isTimedOut;

    Wait(Recorder journal, PartyLog on, Duration timeout, Question<T> question, boolean isTimeoutFailure) {
        LoopThread.refuseToWait();
        this.journal = journal;
        this.on = on;
        this.timeout = timeout.isNegative() ? Duration.ZERO : timeout;
        this.nanos = TimeUnit.NANOSECONDS.convert(this.timeout);
        this.question = question;
        this.where = question.mayClaim() ? new CallSite() : null;
        this.isTimeoutFailure = isTimeoutFailure;
    }

    Outcome<T> run() {
        Outcome<T> outcome = null;
        while (outcome == null) {
            question.prepare(); // not under the lock, since it may call slow code of the user
            outcome = askOrSleep();
        }
        return isTimedOut ? timedOut() : outcome;
    }

    /** Asks once. Returns the outcome, or null after a change if the question must be asked again. */
    private @Nullable Outcome<T> askOrSleep() {
        long left;
        Sleeper sleeper;
        synchronized (journal.lock) {
            Answer<T> answer = question.ask();
            if (answer instanceof Answer.Found<T> found) {
                for (Entry entry : found.claims()) {
                    ((RecordedEntry) entry).markClaimed(requireNonNull(where, "the question claims nothing"));
                }
                return new Outcome.Met<>(found.value());
            }
            boolean isPending = answer instanceof Answer.Pending<T>;
            if (!isPending && answer instanceof Answer.Never<T> never) {
                return new Outcome.Missed<>(never.reason());
            }
            left = nanos - (System.nanoTime() - begun);
            if (left <= 0 && !mayOutlastItsTimeout()) {
                isTimedOut = true;
                return new Outcome.Missed<>("");
            }
            if (!isPending) {
                return null;
            }
            sleeper = journal.waits().fallAsleep(question); // in the same lock, so that no change comes between
        }
        return sleep(sleeper, left > 0 ? left : nanos);
    }

    private @Nullable Outcome<T> sleep(Sleeper sleeper, long nanos) {
        try {
            journal.waits().sleep(sleeper, nanos);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.interrupted();
        }
    }

    /** Tells whether the wait may outlast its timeout, because timeouts are off. A single look and a fixed wait never do. */
    private boolean mayOutlastItsTimeout() {
        return isTimeoutFailure && nanos > 0 && !journal.settings().isTimeoutInForce();
    }

    private Outcome<T> timedOut() {
        return new Outcome.Missed<>((nanos == 0 ? "not there" : "after " + Durations.format(timeout))
                + RunningListener.of(on)
                + journal.hints()
                + gap());
    }

    private String gap() {
        return on.hasGap()
                ? "; the journal dropped older entries of " + on + ", raise windsock.journal.entries or .bytes"
                : "";
    }
}
