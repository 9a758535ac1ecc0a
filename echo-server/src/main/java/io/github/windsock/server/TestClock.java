package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.server.internal.clock.TestTimers;
import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A clock that moves only when the test advances it. It drives the timers of a server's behaviors: latency, intervals
 * of pushes and pings, pauses, delayed replies, delayed answers to the handshake, and closing or cutting connections
 * after a time. Everything else runs in real time: clients, bandwidth, the engine's timeouts such as those of the
 * handshake and of closing, and the waits of assertions.
 *
 * <pre>{@code
 * try (EchoServer server = EchoServer.builder().clock(clock).behavior(echo().with(pingEvery(ofSeconds(30)))).start()) {
 *     ..
 *     clock.advance(ofMinutes(1));
 *     assertPinged(2, socket);
 * }
 * }</pre>
 *
 * <p>If the extension injects a clock, the test's server uses it from its start. Several servers can share a clock.
 * After a server is closed, its timers never run; the clock can still be used.
 *
 * @see EchoServer.Builder#clock
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class TestClock {
    private final TestTimers timers = new TestTimers();

    private TestClock() {}

    /**
     * Returns a new clock at time zero.
     *
     * @return a clock for {@link EchoServer.Builder#clock}
     */
    public static TestClock create() {
        return new TestClock();
    }

    TestTimers timers() {
        return timers;
    }

    /**
     * Advances the clock. It first waits until the server has handled everything that was sent before. It then runs the
     * timers that are due one after another, in the order of their times and, for equal times, of their creation. After
     * each it waits until all effects are handled, also at the client; new timers that are due in the same period run
     * too. When it returns, everything that was due is done.
     *
     * <p>Each wait has the server's timeout. A client of another library that does not answer pings is waited for only
     * once.
     *
     * <p>If several threads call it, the calls run one after another.
     *
     * @param time the time to advance, at most ten years; zero runs what is due now
     * @throws IllegalArgumentException if the time is out of range
     * @throws IllegalStateException on a page's event loop, on a server's thread, or in a behavior's code, where
     *     waiting would be a deadlock
     * @throws AssertionError if something is not done within the timeout; the message has the reason and the timeline
     */
    public void advance(Duration time) {
        timers.advance(requireNonNull(time, "time must not be null"));
    }

    /**
     * Returns the time that has passed on this clock.
     *
     * @return the sum of all advances
     */
    public Duration elapsed() {
        return timers.now();
    }

    /**
     * Returns the pending timers in the order in which they will run.
     *
     * @return a description of each, such as {@code ping every 30 s of server#1 in 29 s}
     */
    public List<String> planned() {
        return timers.planned();
    }

    /** Returns the time that has passed, such as {@code 30 s on the test's clock}. */
    @Override
    public String toString() {
        return Durations.format(elapsed()) + " on the test's clock";
    }
}
