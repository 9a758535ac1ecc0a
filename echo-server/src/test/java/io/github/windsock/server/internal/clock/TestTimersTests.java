package io.github.windsock.server.internal.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.journal.internal.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestTimersTests {
    private final TestTimers timers = new TestTimers();
    private final List<String> happened = new ArrayList<>();

    /** A thread that handles a frame before it runs a timer. */
    private record Late(Runnable frame) implements TimerThread {
        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("the test has the clock");
        }

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            frame.run();
            task.run();
        }
    }

    @Test
    void a_timer_that_is_due_does_not_run_if_it_is_cancelled_before_its_turn() {
        BehaviorTimers server = timers.attach(Recorder.create(), Duration.ofSeconds(5));
        List<Runnable> cancel = new ArrayList<>();
        Late thread = new Late(() -> {
            happened.add("frame");
            cancel.forEach(Runnable::run);
        });
        cancel.add(server.schedule(thread, "the end of an idle client", Duration.ofMillis(10), () -> {
            happened.add("idle");
        }));
        timers.advance(Duration.ofMillis(10));

        assertEquals(List.of("frame"), happened);
    }
}
