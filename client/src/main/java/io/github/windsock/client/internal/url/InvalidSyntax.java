package io.github.windsock.client.internal.url;

/** What a page has given cannot be read, such as a URL: to a script it is a {@code SyntaxError}. */
public final class InvalidSyntax extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidSyntax(String message) {
        super(message);
    }

    /** Returns what is wrong, in a sentence. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
