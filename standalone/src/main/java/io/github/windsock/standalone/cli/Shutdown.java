package io.github.windsock.standalone.cli;

import java.time.Duration;

/** Ends what may take long, without waiting for it longer than the program can spare. */
final class Shutdown {
    private Shutdown() {}

    /**
     * Says farewell, and waits until it is said or the grace is over. A server waits for its clients, its port, and
     * locks that others may hold; this is the one wait that the end of the program has.
     *
     * @param goodbye done by a thread of its own, which ends with the JVM at the latest
     * @param grace the longest wait
     */
    static void say(Runnable goodbye, Duration grace) {
        Thread farewell = new Thread(goodbye, "windsock-farewell");
        farewell.setDaemon(true);
        farewell.start();
        try {
            farewell.join(Math.max(1, grace.toMillis())); // 0 would be without limit
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // then without waiting
        }
    }
}
