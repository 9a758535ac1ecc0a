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

/** Makes Awaitility wait on the journal instead of on a clock. */
final class Awaiting {

    private Awaiting() {}

    static ConditionFactory on(Recorded recorded) {
        LoopThread.refuseToWait();
        Recorder journal = Recorder.of(recorded);
        ConditionFactory factory = Awaitility.await()
                .dontCatchUncaughtExceptions() // the handler would be the whole JVM's
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(new Signal(journal))
                .conditionEvaluationListener(new Story(recorded));
        Settings settings = journal.settings();
        return settings.isTimeoutInForce() ? factory.atMost(journal.timeout()) : factory.forever();
    }

    /** Blocks until the journal changes, or until the next look that a change before is due. */
    private static final class Signal implements PollInterval {

        private static final long[] LOOKS_MICROS = {200, 500, 1_000, 2_000, 5_000, 10_000, 20_000};

        private final Recorder journal;
        private long seen;
        private int look;

        /** Reads the version before the condition is first looked at, so that no change is missed. */
        Signal(Recorder journal) {
            this.journal = journal;
            this.seen = journal.version();
        }

        @Override
        public Duration next(int pollCount, Duration previous) {
            try {
                long version = journal.awaitChange(seen, TimeUnit.MICROSECONDS.toNanos(LOOKS_MICROS[look]));
                look = version == seen ? Math.min(look + 1, LOOKS_MICROS.length - 1) : 0;
                seen = version;
                return Duration.ZERO;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting", e);
            }
        }
    }

    /** Awaitility's own error is not an assertion error and knows no timeline. */
    private static final class Story implements ConditionEvaluationListener<Object> {

        private final Recorded recorded;

        Story(Recorded recorded) {
            this.recorded = recorded;
        }

        @Override
        public void conditionEvaluated(EvaluatedCondition<Object> condition) {}

        @Override
        public void onTimeout(TimeoutEvent event) {
            throw Failure.of(recorded, event.getDescription(), "");
        }
    }
}
