package io.github.windsock.server.internal.conversation;

import java.time.Duration;

/** The timer for a conversation's next step. */
final class StepTimer {
    private final ConversationContext context;
    private volatile boolean isRunning;

    StepTimer(ConversationContext context) {
        this.context = context;
    }

    /**
     * Starts it.
     *
     * @param what the behavior of the timer, as a Java expression
     */
    void start(String what, Duration delay, Runnable task) {
        isRunning = true;
        context.schedule(what, delay, () -> {
            isRunning = false;
            task.run();
        });
        if (context.isDrivenByTest()) {
            context.changed();
        }
    }

    /** Tells whether it runs only when the test advances the clock. */
    boolean waitsForTestClock() {
        return isRunning && context.isDrivenByTest();
    }
}
