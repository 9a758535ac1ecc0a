package io.github.windsock.server.internal.conversation;

import java.time.Duration;

/**
 * A fault of the TCP connection that does not end it at once.
 *
 * @param kind the kind of the fault
 * @param bytes the number of bytes, for kinds that count them
 * @param time the time, for kinds that wait
 */
public record Disturbance(Kind kind, long bytes, Duration time) {

    public static final Disturbance HALF_CLOSE = new Disturbance(Kind.HALF_CLOSE);
    public static final Disturbance STOP_READING = new Disturbance(Kind.STOP_READING);
    public static final Disturbance BLACK_HOLE = new Disturbance(Kind.BLACK_HOLE);

    /** The kinds of these faults. */
    public enum Kind {
        /** Sends FIN and goes on reading. */
        HALF_CLOSE,
        /** Stops reading until the test resumes it. */
        STOP_READING,
        /** Drops everything received and sends nothing until the test resumes it. */
        BLACK_HOLE,
        /** Sends FIN after a number of bytes, also within a frame. */
        CUT_AFTER_BYTES,
        /** Sends FIN when no frame was sent or received for a time. */
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
