package io.github.windsock;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.text.EditDistance;
import io.github.windsock.internal.text.Text;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * Makes conditions on messages and on requests, for rules of a server and for assertions. Meant to be imported statically.
 *
 * <p>Each has {@code and}, {@code or} and {@code negate()}; what both find is found under its name.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Matchers {
    private static final MessageMatcher ANY =
            MessageMatcher.of("anyMessage()", Set.of(), PossibleMessages.EVERY, message -> Match.found(Map.of()));
    private static final MessageMatcher ANY_TEXT = MessageMatcher.of(
            "anyText()",
            Set.of(),
            PossibleMessages.TEXTS,
            message -> message.isText() ? Match.found(Map.of()) : Match.missed(1, "the message is binary"));
    private static final MessageMatcher ANY_BINARY = MessageMatcher.of(
            "anyBinary()",
            Set.of(),
            PossibleMessages.BINARIES,
            message -> message.isText() ? Match.missed(1, "the message is text") : Match.found(Map.of()));
    private static final RequestMatcher ANY_REQUEST =
            RequestMatcher.of("anyRequest()", Set.of(), request -> Match.found(Map.of()));
    private static final int COMPARED = 200;

    private Matchers() {}

    /**
     * Returns the matcher of every message.
     *
     * @return the matcher
     */
    public static MessageMatcher anyMessage() {
        return ANY;
    }

    /**
     * Returns the matcher of every text message.
     *
     * @return the matcher
     */
    public static MessageMatcher anyText() {
        return ANY_TEXT;
    }

    /**
     * Returns the matcher of every binary message.
     *
     * @return the matcher
     */
    public static MessageMatcher anyBinary() {
        return ANY_BINARY;
    }

    /**
     * Returns the matcher of a text message with this text.
     *
     * @param text the whole text, literally
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

    /** Where a text cannot be looked at there is the reason why not. */
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
        int at = 0;
        while (at < Math.min(wanted.length(), text.length()) && wanted.charAt(at) == text.charAt(at)) {
            at++;
        }
        String there = at < text.length() ? Text.preview(text.substring(at)) : "nothing";
        String rest = at < wanted.length() ? Text.preview(wanted.substring(at)) : "nothing";
        String where = at == 0 ? "from the beginning" : "after " + Text.preview(wanted.substring(0, at));
        return Match.missed(distance(wanted, text), "differs " + where + ": wanted " + rest + ", was " + there);
    }

    /** The earlier they differ, the farther they are. */
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

    /** The share of the characters that would have to change, of the first ones of long texts. */
    private static double distance(String one, String other) {
        int longest = Math.max(1, Math.max(one.length(), other.length()));
        return Math.min(1, (double) EditDistance.between(one, other) / Math.min(COMPARED, longest));
    }

    /**
     * Returns the matcher of a text message that contains a text.
     *
     * @param part the part, literally
     * @return the matcher
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

    /** The same letters in another case are near. */
    private static double nearestPart(String part, String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        return lower.contains(part.toLowerCase(java.util.Locale.ROOT)) ? 0.1 : distance(part, text);
    }

    /**
     * Returns the matcher of a text message that matches a regular expression as a whole. What its groups match is found
     * under their names and numbers.
     *
     * <p>An expression that tries the same characters of a text again and again, such as {@code (a+)+b}, is given up with an
     * {@link IllegalStateException} after 20 million reads of a character, or 20 of each.
     *
     * @param regex as {@link Pattern} has it, of at most 10,000 characters
     * @return the matcher
     * @throws IllegalArgumentException if it is not a regular expression, or too large
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
     * Returns the matcher of a binary message with these bytes.
     *
     * @param bytes all of its bytes; are copied
     * @return the matcher
     */
    public static MessageMatcher bytes(byte... bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return equalTo(Message.binary(bytes));
    }

    /**
     * Returns the matcher of a message for which the user's code says yes.
     *
     * @param description what it looks for, for messages
     * @param predicate is called on a thread of a pool and may block
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
     * Returns the matcher of every request.
     *
     * @return the matcher
     */
    public static RequestMatcher anyRequest() {
        return ANY_REQUEST;
    }

    /**
     * Returns the matcher of a request with a method and a path, whatever the query.
     *
     * @param method such as {@code GET}, which an opening handshake has
     * @param path as {@link #path} has it
     * @return the matcher
     * @throws IllegalArgumentException as {@link #path} does
     */
    public static RequestMatcher request(String method, String path) {
        requireNonNull(method, "method must not be null");
        return RequestConditions.request(method, requireNonNull(path, "path must not be null"));
    }

    /**
     * Returns the matcher of a request for a path, whatever the query.
     *
     * @param path as it stands in the request line; a whole segment such as <code>{id}</code> stands for any one, which is
     *     found under its name
     * @return the matcher
     * @throws IllegalArgumentException if it does not begin with a slash, or has a query
     */
    public static RequestMatcher path(String path) {
        return RequestConditions.path(requireNonNull(path, "path must not be null"));
    }

    /**
     * Returns the matcher of a request that has a parameter in its query.
     *
     * @param name its name
     * @param value its value, decoded: a plus sign is a space, <code>%</code> with two digits a byte of UTF-8
     * @return the matcher
     */
    public static RequestMatcher query(String name, String value) {
        requireNonNull(name, "name must not be null");
        return RequestConditions.query(name, requireNonNull(value, "value must not be null"));
    }

    /**
     * Returns the matcher of a request that has a header, whatever its value.
     *
     * @param name its name, in any case
     * @return the matcher
     */
    public static RequestMatcher header(String name) {
        return RequestConditions.header(requireNonNull(name, "name must not be null"));
    }

    /**
     * Returns the matcher of a request that has a header with a value.
     *
     * @param name its name, in any case
     * @param value one of its values, whole
     * @return the matcher
     */
    public static RequestMatcher header(String name, String value) {
        requireNonNull(name, "name must not be null");
        return RequestConditions.header(name, requireNonNull(value, "value must not be null"));
    }

    /**
     * Returns the matcher of a request that has a header whose value matches a regular expression as a whole. What its groups
     * match is found under their names and numbers.
     *
     * <pre>{@code headerMatching("Authorization", "Bearer (?<token>.+)")}</pre>
     *
     * @param name its name, in any case
     * @param regex as {@link Pattern} has it, of at most 10,000 characters; see {@link #textMatching}
     * @return the matcher
     * @throws IllegalArgumentException if it is not a regular expression, or too large
     */
    public static RequestMatcher headerMatching(String name, String regex) {
        requireNonNull(name, "name must not be null");
        return RequestConditions.headerMatching(name, requireNonNull(regex, "regex must not be null"));
    }

    /**
     * Returns the matcher of a request that has a cookie.
     *
     * @param name its name
     * @param value its value, as it stands in the header
     * @return the matcher
     */
    public static RequestMatcher cookie(String name, String value) {
        requireNonNull(name, "name must not be null");
        return RequestConditions.cookie(name, requireNonNull(value, "value must not be null"));
    }

    /**
     * Returns the matcher of a request that comes from a page with an origin.
     *
     * @param origin such as {@code https://example.org}
     * @return the matcher
     */
    public static RequestMatcher origin(String origin) {
        return RequestConditions.origin(requireNonNull(origin, "origin must not be null"));
    }

    /**
     * Returns the matcher of an opening handshake that offers a subprotocol.
     *
     * @param subprotocol one of those that the client offers
     * @return the matcher
     */
    public static RequestMatcher offers(String subprotocol) {
        return RequestConditions.offers(requireNonNull(subprotocol, "subprotocol must not be null"));
    }

    /**
     * Returns the matcher of a request with a text in its body, which an opening handshake does not have.
     *
     * @param part a part of the body, literally
     * @return the matcher
     */
    public static RequestMatcher bodyContaining(String part) {
        return RequestConditions.bodyContaining(requireNonNull(part, "part must not be null"));
    }

    /**
     * Returns the matcher of a request for which the user's code says yes.
     *
     * @param description what it looks for, for messages
     * @param predicate looks at the request's target and headers
     * @return the matcher
     */
    public static RequestMatcher handshake(String description, Predicate<Handshake> predicate) {
        requireNonNull(description, "description must not be null");
        return RequestConditions.ofCode(description, requireNonNull(predicate, "predicate must not be null"));
    }
}
