package io.github.windsock.standalone.text;

/** The exit codes, as the help and the manual list them. */
public final class Exit {
    /** The command did what was asked. */
    public static final int OK = 0;
    /** Not ready, or something failed that is not misuse. */
    public static final int FAILED = 1;
    /** The command line or a variable cannot be understood. */
    public static final int USAGE = 2;
    /** The server cannot listen where it was told to. */
    public static final int PORT = 3;

    private Exit() {}
}
