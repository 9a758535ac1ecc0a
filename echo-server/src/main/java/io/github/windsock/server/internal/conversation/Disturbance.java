package io.github.windsock.server.internal.conversation;

import java.time.Duration;

/**
 * What a fault does to the TCP connection without ending it.
 *
 * @param kind what
 * @param bytes how many, for what counts them
 * @param time how long, for what waits
 */
public record Disturbance(Kind kind, long bytes, Duration time) {

    public static final Disturbance HALF_CLOSE = new Disturbance(Kind.HALF_CLOSE);
    public static final Disturbance STOP_READING = new Disturbance(Kind.STOP_READING);
    public static final Disturbance BLACK_HOLE = new Disturbance(Kind.BLACK_HOLE);

    /** The ways to disturb a connection. */
    public enum Kind {
        /** FIN, and the client is still read. */
        HALF_CLOSE,
        /** Nothing is read any more, until the test says so. */
        STOP_READING,
        /** Nothing that comes has an effect and nothing is sent, until the test says so. */
        BLACK_HOLE,
        /** FIN after so many bytes more, wherever in a frame that is. */
        CUT_AFTER_BYTES,
        /** FIN when no frame has come or gone for some time. */
        CUT_AFTER_IDLE
    }

    private Disturbance(Kind kind) {
        this(kind, 0, Duration.ZERO);
    }

    public static Disturbance cutAfter(long bytes) {
        return new Disturbance(Kind.CUT_AFTER_BYTES, bytes, Duration.ZERO);
    }

    public static Disturbance cutAfterIdle(Duration time) {
        return new Disturbance(Kind.CUT_AFTER_IDLE, 0, time);
    }
}
