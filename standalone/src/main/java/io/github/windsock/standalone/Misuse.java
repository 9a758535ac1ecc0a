package io.github.windsock.standalone;

/** Something that the user can put right; its message is shown as it is, without a stack trace. */
final class Misuse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exit;

    Misuse(int exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    Misuse(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    int exit() {
        return exit;
    }
}
