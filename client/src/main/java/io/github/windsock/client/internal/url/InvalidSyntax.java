package io.github.windsock.client.internal.url;

/** Thrown for an invalid URL or subprotocol; a script gets a {@code SyntaxError}. */
public final class InvalidSyntax extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidSyntax(String message) {
        super(message);
    }

    /** Returns what is wrong; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
