package io.github.windsock.assertions;

import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.LoopThread;
import io.github.windsock.journal.internal.Recorder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.EvaluatedCondition;
import org.awaitility.core.TimeoutEvent;
import org.awaitility.pollinterval.PollInterval;

/** Lets Awaitility wait for changes of the journal instead of polling by the clock. */
final class Awaiting {

    private Awaiting() {}

    static ConditionFactory on(Recorded recorded) {
        LoopThread.refuseToWait();
        Recorder journal = Recorder.of(recorded);
        ConditionFactory factory = Awaitility.await()
                .dontCatchUncaughtExceptions() // the handler would be set for the whole JVM
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(new Signal(journal))
                .conditionEvaluationListener(new Story(recorded));
        Settings settings = journal.settings();
        return settings.isTimeoutInForce() ? factory.atMost(journal.timeout()) : factory.forever();
    }

    /** Blocks until the journal changes, or until the next check that follows an earlier change. */
    private static final class Signal implements PollInterval {

        private static final long[] CHECKS_MICROS = {200, 500, 1_000, 2_000, 5_000, 10_000, 20_000};

        private final Recorder journal;
        private long seen;
        private int check;

        /** Reads the version before the condition is first evaluated, so that no change is missed. */
        Signal(Recorder journal) {
            this.journal = journal;
            this.seen = journal.version();
        }

        @Override
        public Duration next(int pollCount, Duration previous) {
            try {
                long version = journal.awaitChange(seen, TimeUnit.MICROSECONDS.toNanos(CHECKS_MICROS[check]));
                check = version == seen ? Math.min(check + 1, CHECKS_MICROS.length - 1) : 0;
                seen = version;
                return Duration.ZERO;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting", e);
            }
        }
    }

    /** Throws a failure with the timeline instead of Awaitility's own error, which is not an assertion error. */
    private static final class Story implements ConditionEvaluationListener<Object> {

        private final Recorded recorded;

        Story(Recorded recorded) {
            this.recorded = recorded;
        }

        @Override
        public void conditionEvaluated(EvaluatedCondition<Object> condition) {}

        @Override
        public void onTimeout(TimeoutEvent event) {
            throw Failure.of(recorded, event.getDescription(), CurrentState.of(recorded));
        }
    }
}
