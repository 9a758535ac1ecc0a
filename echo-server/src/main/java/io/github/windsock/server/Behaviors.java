package io.github.windsock.server;

/**
 * Makes the behaviors of an {@link EchoServer}. Meant to be imported statically.
 *
 * @since 1.0
 */
public final class Behaviors {
    private static final Behavior ECHO = new Behavior("echo()", () -> Echo.INSTANCE);
    private static final Behavior SILENT = new Behavior("silent()", () -> Silence.INSTANCE);

    private Behaviors() {}

    /**
     * Returns the behavior that sends every message back as it came, frame by frame. It is what a server does unless told
     * otherwise.
     *
     * @return the behavior {@code echo()}
     */
    public static Behavior echo() {
        return ECHO;
    }

    /**
     * Returns the behavior that takes every message and sends none, so that the test can be the server. Pings and Close
     * frames are answered.
     *
     * @return the behavior {@code silent()}
     */
    public static Behavior silent() {
        return SILENT;
    }
}
