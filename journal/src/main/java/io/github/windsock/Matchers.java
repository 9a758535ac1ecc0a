package io.github.windsock;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.text.EditDistance;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.text.TextDifference;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * Creates conditions on messages and requests, for assertions and for the rules of a server. Import its methods
 * statically.
 *
 * <p>Combine them with {@code and}, {@code or} and {@code negate()}.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Matchers {
    private static final int MAX_COMPARED = 200;

    /** The matchers of any message or request, in a class of their own since most tests do not use them. */
    private static final class Any {
        static final MessageMatcher MESSAGE =
                MessageMatcher.of("anyMessage()", Set.of(), PossibleMessages.EVERY, message -> Match.found(Map.of()));
        static final MessageMatcher TEXT = MessageMatcher.of(
                "anyText()",
                Set.of(),
                PossibleMessages.TEXTS,
                message -> message.isText() ? Match.found(Map.of()) : Match.missed(1, "the message is binary"));
        static final MessageMatcher BINARY = MessageMatcher.of(
                "anyBinary()",
                Set.of(),
                PossibleMessages.BINARIES,
                message -> message.isText() ? Match.missed(1, "the message is text") : Match.found(Map.of()));
        static final RequestMatcher REQUEST =
                RequestMatcher.of("anyRequest()", Set.of(), request -> Match.found(Map.of()));
    }

    private Matchers() {}

    /**
     * Matches every message.
     *
     * @return the matcher
     */
    public static MessageMatcher anyMessage() {
        return Any.MESSAGE;
    }

    /**
     * Matches every text message.
     *
     * @return the matcher
     */
    public static MessageMatcher anyText() {
        return Any.TEXT;
    }

    /**
     * Matches every binary message.
     *
     * @return the matcher
     */
    public static MessageMatcher anyBinary() {
        return Any.BINARY;
    }

    /**
     * Matches a text message with exactly this text.
     *
     * @param text the whole text
     * @return the matcher
     */
    public static MessageMatcher text(String text) {
        return equalTo(Message.text(requireNonNull(text, "text must not be null")));
    }

    static MessageMatcher equalTo(Message wanted) {
        return MessageMatcher.of(
                () -> java(wanted),
                PossibleMessages.just(wanted),
                message -> message.equals(wanted)
                        ? Match.found(Map.of())
                        : Match.missed(() -> wanted.isText() ? unlike(wanted, message) : unlikeBytes(wanted, message)));
    }

    private static String java(Message message) {
        if (!message.payload().isComplete()) {
            return "equalTo(" + message + " of " + Text.bytes(message.payload().size()) + ")";
        }
        if (message.isText()) {
            return "text(" + Text.quote(message.text()) + ")";
        }
        StringJoiner java = new StringJoiner(", ", "bytes(new byte[] {", "})");
        for (byte each : message.bytes()) {
            java.add(Byte.toString(each));
        }
        return java.toString();
    }

    /** Returns a mismatch if the message has no text to look at. */
    private static Optional<Match> unreadable(Message message) {
        if (!message.isText()) {
            return Optional.of(Match.missed(1, "the message is binary"));
        }
        return message.payload().isComplete()
                ? Optional.empty()
                : Optional.of(Match.missed(
                        1,
                        "the message is " + Text.bytes(message.payload().size())
                                + " long, and the journal keeps only the ends of it"));
    }

    private static Match unlike(Message expected, Message message) {
        Optional<Match> unreadable = unreadable(message);
        if (unreadable.isPresent() || !expected.payload().isComplete()) {
            return unreadable.orElseGet(() -> Match.missed(1, "is another text"));
        }
        String wanted = expected.text();
        String text = message.text();
        return Match.missed(distance(wanted, text), TextDifference.between(wanted, text));
    }

    /** Explains a binary mismatch. The distance grows the earlier the bytes differ. */
    private static Match unlikeBytes(Message wanted, Message message) {
        if (message.isText()) {
            return Match.missed(1, "the message is text");
        }
        boolean areKnown = wanted.payload().isComplete() && message.payload().isComplete();
        int same = areKnown
                ? wanted.payload().asByteBuffer().mismatch(message.payload().asByteBuffer())
                : 0;
        return Match.missed(1.0 / (2 + same), "differs: wanted " + wanted + ", was " + message);
    }

    /**
     * Returns the share of characters that would have to change, from 0 to 1. Only the beginning of long texts counts.
     */
    static double distance(String one, String other) {
        int longest = Math.max(1, Math.max(one.length(), other.length()));
        return Math.min(1, (double) EditDistance.between(one, other) / Math.min(MAX_COMPARED, longest));
    }

    /**
     * Matches a text message that contains a text.
     *
     * @param part the text to find, not empty
     * @return the matcher
     * @throws IllegalArgumentException if the part is empty
     */
    public static MessageMatcher textContaining(String part) {
        requireNonNull(part, "part must not be null");
        if (part.isEmpty()) {
            throw new IllegalArgumentException("every text contains \"\"; use anyText()");
        }
        return MessageMatcher.of(
                "textContaining(" + Text.quote(part) + ")", Set.of(), PossibleMessages.SOME_TEXTS, message -> {
                    Optional<Match> unreadable = unreadable(message);
                    if (unreadable.isPresent()) {
                        return unreadable.get();
                    }
                    return message.text().contains(part)
                            ? Match.found(Map.of())
                            : Match.missed(() -> Match.missed(
                                    nearestPart(part, message.text()), "does not contain " + Text.preview(part)));
                });
    }

    /** Returns a small distance if only the case of letters differs. */
    private static double nearestPart(String part, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains(part.toLowerCase(Locale.ROOT)) ? 0.1 : distance(part, text);
    }

    /**
     * Matches a text message whose whole text matches a regular expression. The match has the groups as values, under
     * their names and numbers.
     *
     * <p>An expression that backtracks too much, such as {@code (a+)+b}, is stopped with an {@link
     * IllegalStateException} after 20 million reads of a character, or 20 reads per character if that is more.
     *
     * @param regex a regular expression of {@link Pattern}, at most 10,000 characters
     * @return the matcher
     * @throws IllegalArgumentException if it is not a regular expression or it is too long
     */
    public static MessageMatcher textMatching(String regex) {
        String java = "textMatching(" + Text.quote(requireNonNull(regex, "regex must not be null")) + ")";
        BoundedPattern pattern = new BoundedPattern(java, regex);
        return MessageMatcher.of(java, pattern.names(), PossibleMessages.SOME_TEXTS, message -> {
            Optional<Match> unreadable = unreadable(message);
            return unreadable.isPresent() ? unreadable.get() : pattern.match("", message.text());
        });
    }

    /**
     * Matches a binary message with exactly these bytes.
     *
     * @param bytes the whole content; it is copied
     * @return the matcher
     */
    public static MessageMatcher bytes(byte... bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return equalTo(Message.binary(bytes));
    }

    /**
     * Matches a message that a predicate accepts.
     *
     * @param description what the predicate accepts, for failures and timelines
     * @param predicate the predicate; it may block. Rules of a server call it on a worker thread
     * @return the matcher
     */
    public static MessageMatcher message(String description, Predicate<Message> predicate) {
        requireNonNull(description, "description must not be null");
        requireNonNull(predicate, "predicate must not be null");
        return MessageMatcher.ofCode(
                predicate,
                "message(" + Text.quote(description) + ", …)",
                message ->
                        predicate.test(message) ? Match.found(Map.of()) : Match.missed(0.5, "is not " + description));
    }

    /**
     * Matches every request.
     *
     * @return the matcher
     */
    public static RequestMatcher anyRequest() {
        return Any.REQUEST;
    }

    /**
     * Matches a request with a method and a path. The query does not matter.
     *
     * @param method the method, such as {@code POST}; that of an opening handshake is {@code GET}
     * @param path the path, see {@link #path}
     * @return the matcher
     * @throws IllegalArgumentException if the method is not an HTTP token, or the path is invalid, see {@link #path}
     */
    public static RequestMatcher request(String method, String path) {
        requireNonNull(method, "method must not be null");
        return RequestConditions.request(method, requireNonNull(path, "path must not be null"));
    }

    /**
     * Matches a request for a path. The query does not matter.
     *
     * @param path the path as in the request line, not decoded; a segment <code>{id}</code> matches any segment, and
     *     the match has it as the value {@code id}
     * @return the matcher
     * @throws IllegalArgumentException if the path does not begin with a slash, or has a query, a fragment, a
     *     wildcard or a character that no request line can have
     */
    public static RequestMatcher path(String path) {
        return RequestConditions.path(requireNonNull(path, "path must not be null"));
    }

    /**
     * Matches a request that has a query parameter with a value.
     *
     * @param name the name of the parameter, decoded
     * @param value its value, decoded: in the request a plus sign is a space, and <code>%</code> with two digits is a
     *     byte of UTF-8
     * @return the matcher
     */
    public static RequestMatcher query(String name, String value) {
        requireNonNull(name, "name must not be null");
        return RequestConditions.query(name, requireNonNull(value, "value must not be null"));
    }

    /**
     * Matches a request that has a header with any value.
     *
     * @param name the name of the header, in any case
     * @return the matcher
     */
    public static RequestMatcher header(String name) {
        return RequestConditions.header(requireNonNull(name, "name must not be null"));
    }

    /**
     * Matches a request that has a header with a value.
     *
     * @param name the name of the header, in any case
     * @param value one whole value of the header
     * @return the matcher
     */
    public static RequestMatcher header(String name, String value) {
        requireNonNull(name, "name must not be null");
        return RequestConditions.header(name, requireNonNull(value, "value must not be null"));
    }

    /**
     * Matches a request that has a header whose whole value matches a regular expression. The match has the groups as
     * values, under their names and numbers.
     *
     * <pre>{@code headerMatching("Authorization", "Bearer (?<token>.+)")}</pre>
     *
     * @param name the name of the header, in any case
     * @param regex a regular expression of {@link Pattern}, at most 10,000 characters; see {@link #textMatching}
     * @return the matcher
     * @throws IllegalArgumentException if it is not a regular expression or it is too long
     */
    public static RequestMatcher headerMatching(String name, String regex) {
        requireNonNull(name, "name must not be null");
        return RequestConditions.headerMatching(name, requireNonNull(regex, "regex must not be null"));
    }

    /**
     * Matches a request that has a cookie with a value.
     *
     * @param name the name of the cookie
     * @param value its value, exactly as in the {@code Cookie} header
     * @return the matcher
     */
    public static RequestMatcher cookie(String name, String value) {
        requireNonNull(name, "name must not be null");
        return RequestConditions.cookie(name, requireNonNull(value, "value must not be null"));
    }

    /**
     * Matches a request from a page with an origin.
     *
     * @param origin the value of the {@code Origin} header, such as {@code https://example.org}
     * @return the matcher
     * @throws IllegalArgumentException if it has a path, or a slash at its end; an origin has none
     */
    public static RequestMatcher origin(String origin) {
        return RequestConditions.origin(requireNonNull(origin, "origin must not be null"));
    }

    /**
     * Matches an opening handshake that offers a subprotocol, alone or among others.
     *
     * @param subprotocol the subprotocol
     * @return the matcher
     */
    public static RequestMatcher offers(String subprotocol) {
        return RequestConditions.offers(requireNonNull(subprotocol, "subprotocol must not be null"));
    }

    /**
     * Matches a request whose body contains a text. An opening handshake has no body and never matches.
     *
     * @param part the text to find
     * @return the matcher
     */
    public static RequestMatcher bodyContaining(String part) {
        return RequestConditions.bodyContaining(requireNonNull(part, "part must not be null"));
    }

    /**
     * Matches a request that a predicate accepts.
     *
     * @param description what the predicate accepts, for failures and timelines
     * @param predicate the predicate; it gets the request's target and headers and may block
     * @return the matcher
     */
    public static RequestMatcher handshake(String description, Predicate<Handshake> predicate) {
        requireNonNull(description, "description must not be null");
        return RequestConditions.ofCode(description, requireNonNull(predicate, "predicate must not be null"));
    }
}
