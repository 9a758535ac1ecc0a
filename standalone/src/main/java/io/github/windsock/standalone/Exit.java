package io.github.windsock.standalone;

/** The exit codes, as the help and the manual list them. */
final class Exit {
    /** The command did what was asked. */
    static final int OK = 0;
    /** Not ready, or something failed that is no misuse. */
    static final int FAILED = 1;
    /** The command line or a variable cannot be understood. */
    static final int USAGE = 2;
    /** The server cannot listen where it was told to. */
    static final int PORT = 3;

    private Exit() {}
}
