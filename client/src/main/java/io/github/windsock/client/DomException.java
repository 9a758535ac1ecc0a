package io.github.windsock.client;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * Thrown where a browser would throw a {@code DOMException}: for a mistake in the calling code, not for a failure of
 * the network.
 *
 * <p>{@link #name()} is the standard's name: {@code SyntaxError} (an invalid URL or subprotocol, or a reason that is
 * too long), {@code InvalidAccessError} (a close code that a page may not use) or {@code InvalidStateError} (sent
 * before the socket was open). The message says what was given, and what to give instead.
 *
 * @see <a href="https://webidl.spec.whatwg.org/#idl-DOMException">Web IDL, DOMException</a>
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class DomException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String name;

    private DomException(String name, String message) {
        super(message);
        this.name = requireNonNull(name, "name must not be null");
    }

    static DomException syntaxError(String message) {
        return new DomException("SyntaxError", message);
    }

    static DomException invalidAccessError(String message) {
        return new DomException("InvalidAccessError", message);
    }

    static DomException invalidStateError(String message) {
        return new DomException("InvalidStateError", message);
    }

    /**
     * Returns the standard's name of this error, such as {@code SyntaxError}.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /** Returns name and message as a browser's console prints them: {@code SyntaxError: ...}. */
    @Override
    public String getMessage() {
        return name + ": " + super.getMessage();
    }
}
