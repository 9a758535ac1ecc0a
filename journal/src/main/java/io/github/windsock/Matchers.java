package io.github.windsock;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes conditions on messages. Meant to be imported statically.
 *
 * @since 1.0
 */
public final class Matchers {
    private static final MessageMatcher ANY =
            MessageMatcher.of("anyMessage()", Set.of(), message -> Match.found(Map.of()));
    private static final Pattern GROUP_NAME = Pattern.compile("\\\\.|\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
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
     * Returns the matcher of a text message with this text.
     *
     * @param text the whole text, literally
     * @return the matcher
     */
    public static MessageMatcher text(String text) {
        Message wanted = Message.text(requireNonNull(text, "text must not be null"));
        return MessageMatcher.of(
                "text(" + Text.quote(text) + ")",
                Set.of(),
                message -> message.equals(wanted) ? Match.found(Map.of()) : unlike(text, message));
    }

    private static Match unlike(String wanted, Message message) {
        if (!message.isText()) {
            return Match.missed(1, "the message is binary");
        }
        if (!message.payload().isComplete()) {
            return Match.missed(
                    1, "the message is " + Text.bytes(message.payload().size()) + " long");
        }
        String text = message.text();
        int at = 0;
        while (at < Math.min(wanted.length(), text.length()) && wanted.charAt(at) == text.charAt(at)) {
            at++;
        }
        String there = at < text.length() ? Text.preview(text.substring(at)) : "nothing";
        String expected = at < wanted.length() ? Text.preview(wanted.substring(at)) : "nothing";
        String where = at == 0 ? "from the beginning" : "after " + Text.preview(wanted.substring(0, at));
        return Match.missed(distance(wanted, text), "differs " + where + ": wanted " + expected + ", was " + there);
    }

    /** The share of the characters that would have to change, of the first ones of long texts. */
    private static double distance(String one, String other) {
        int longest = Math.max(1, Math.max(one.length(), other.length()));
        return Math.min(1, (double) Text.distance(one, other) / Math.min(COMPARED, longest));
    }

    /**
     * Returns the matcher of a text message that contains a text.
     *
     * @param part the part, literally
     * @return the matcher
     */
    public static MessageMatcher textContaining(String part) {
        requireNonNull(part, "part must not be null");
        return MessageMatcher.of("textContaining(" + Text.quote(part) + ")", Set.of(), message -> {
            if (!message.isText()) {
                return Match.missed(1, "the message is binary");
            }
            return message.text().contains(part)
                    ? Match.found(Map.of())
                    : Match.missed(nearestPart(part, message.text()), "does not contain " + Text.preview(part));
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
     * @param regex as {@link Pattern} has it
     * @return the matcher
     * @throws java.util.regex.PatternSyntaxException if it is no regular expression
     */
    public static MessageMatcher textMatching(String regex) {
        Pattern pattern = Pattern.compile(requireNonNull(regex, "regex must not be null"));
        Set<String> names = namesOf(regex);
        Set<String> all = new TreeSet<>(names);
        for (int i = 0; i <= pattern.matcher("").groupCount(); i++) {
            all.add(Integer.toString(i));
        }
        return MessageMatcher.of("textMatching(" + Text.quote(regex) + ")", all, message -> {
            if (!message.isText()) {
                return Match.missed(1, "the message is binary");
            }
            Matcher matcher = pattern.matcher(message.text());
            return matcher.matches()
                    ? Match.found(groups(matcher, names))
                    : Match.missed(0.5, "does not match" + (matcher.hitEnd() ? ", but its beginning does" : ""));
        });
    }

    private static Set<String> namesOf(String regex) {
        Set<String> names = new TreeSet<>();
        GROUP_NAME
                .matcher(regex)
                .results()
                .map(found -> found.group(1))
                .filter(name -> name != null)
                .forEach(names::add);
        return names;
    }

    /** A group that took no part has matched nothing. */
    private static Map<String, String> groups(Matcher matcher, Set<String> names) {
        Map<String, String> groups = new HashMap<>();
        for (int i = 0; i <= matcher.groupCount(); i++) {
            groups.put(Integer.toString(i), matcher.group(i) == null ? "" : matcher.group(i));
        }
        for (String name : names) {
            groups.put(name, matcher.group(name) == null ? "" : matcher.group(name));
        }
        return groups;
    }

    /**
     * Returns the matcher of a binary message with these bytes.
     *
     * @param bytes all of its bytes; are copied
     * @return the matcher
     */
    public static MessageMatcher bytes(byte... bytes) {
        requireNonNull(bytes, "bytes must not be null");
        Message wanted = Message.binary(bytes);
        StringJoiner java = new StringJoiner(", ", "bytes(new byte[] {", "})");
        for (byte each : bytes) {
            java.add(Byte.toString(each));
        }
        return MessageMatcher.of(java.toString(), Set.of(), message -> {
            if (message.equals(wanted)) {
                return Match.found(Map.of());
            }
            return message.isText()
                    ? Match.missed(1, "the message is text")
                    : Match.missed(0.5, "differs: wanted " + wanted + ", was " + message);
        });
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
     * Returns the matcher of every message that another one does not match.
     *
     * @param matcher the other one
     * @return the matcher
     */
    public static MessageMatcher not(MessageMatcher matcher) {
        requireNonNull(matcher, "matcher must not be null");
        return MessageMatcher.around(
                matcher,
                "not(" + matcher + ")",
                message ->
                        matcher.match(message).isMatch() ? Match.missed(0.5, "is just that") : Match.found(Map.of()));
    }
}
