package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.server.internal.clock.TestTimers;
import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A clock that only moves when the test advances it. It drives the timers of a server's behaviors: latency, the
 * intervals of a push and of pings, pauses, late replies, late answers to the handshake, idle clients that are closed,
 * and connections that are cut after a time. It drives nothing else: neither the client, nor the pace of bytes, nor the
 * engine's own time limits, such as those of a handshake and of closing, nor the waits of assertions, which are real
 * time.
 *
 * <pre>{@code
 * try (EchoServer server = EchoServer.builder().clock(clock).behavior(echo().with(pingEvery(ofSeconds(30)))).start()) {
 *     ..
 *     clock.advance(ofMinutes(1));
 *     assertPinged(2, socket);
 * }
 * }</pre>
 *
 * <p>The extension injects one: then the test's server runs on it from its start. Several servers may have one clock, and time
 * is then the same for all. A clock goes on after a server of it is closed; what that server had planned never happens.
 *
 * @see EchoServer.Builder#clock
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class TestClock {
    private final TestTimers timers = new TestTimers();

    private TestClock() {}

    /**
     * Returns a clock on which no time has passed.
     *
     * @return a clock, to be given to servers
     */
    public static TestClock create() {
        return new TestClock();
    }

    TestTimers timers() {
        return timers;
    }

    /**
     * Lets time pass. First it waits until all that was done before has reached the server and is decided; then it runs the
     * timers that are due, one after another, by the time at which each is due and then as they were scheduled. After each
     * moment it waits for what that has led to, also at the client, and so for its answers; they may plan what is due within
     * the same time. When it returns, all that was due is done.
     *
     * <p>Each wait has the server's timeout. A foreign client that does not answer pings is waited for once.
     *
     * <p>A second thread that calls it meanwhile has its turn afterwards: the times add up.
     *
     * @param time how much, at most ten years; zero runs what is due now
     * @throws IllegalArgumentException if the time is negative, or longer
     * @throws IllegalStateException on a page's event loop, a server's thread, or in code of a behavior: all of these are
     *     waited for
     * @throws AssertionError if something is not done within the timeout, with what that is and the timeline
     */
    public void advance(Duration time) {
        timers.advance(requireNonNull(time, "time must not be null"));
    }

    /**
     * Returns how much time has passed on this clock.
     *
     * @return the sum of all that it was advanced by
     */
    public Duration elapsed() {
        return timers.now();
    }

    /**
     * Returns the timers that wait, in the order in which they will run.
     *
     * @return such as {@code ping every 30 s of server#1 in 29 s}
     */
    public List<String> planned() {
        return timers.planned();
    }

    /** Returns how much time has passed, such as {@code 30 s on the test's clock}. */
    @Override
    public String toString() {
        return Durations.format(elapsed()) + " on the test's clock";
    }
}
