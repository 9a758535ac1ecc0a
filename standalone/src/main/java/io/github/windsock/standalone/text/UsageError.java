package io.github.windsock.standalone.text;

/** An error that the user can correct; its message is shown unchanged, without a stack trace. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exit;

    public UsageError(int exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    public UsageError(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    public int exit() {
        return exit;
    }
}
