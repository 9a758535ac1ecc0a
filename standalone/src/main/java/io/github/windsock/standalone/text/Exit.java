package io.github.windsock.standalone.text;

/** The exit codes, as in the manual. */
public final class Exit {
    /** The command succeeded. */
    public static final int OK = 0;
    /** The server is not ready, or something failed. */
    public static final int FAILED = 1;
    /** The command line or an environment variable is not valid. */
    public static final int USAGE = 2;
    /** The server cannot listen on its port. */
    public static final int PORT = 3;

    private Exit() {}
}
