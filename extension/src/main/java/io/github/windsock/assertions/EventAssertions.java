package io.github.windsock.assertions;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.text.TextDifference;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Question;
import io.github.windsock.journal.internal.Recorder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Assertions about all events that a socket has fired. Events that another assertion has claimed count too. */
final class EventAssertions {

    private static final Set<Kind> FIRED = Set.of(Kind.OPEN, Kind.RECEIVED, Kind.ERROR, Kind.CLOSED);
    private static final Pattern WORDS =
            Pattern.compile("(open|error|message|binary message|close (\\d{1,5}))(?: (.*))?", Pattern.DOTALL);
    private static final String MESSAGE = "message ";
    private static final int EASY = 60;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private EventAssertions() {}

    static List<Event> assertEvents(List<String> expected, BrowserWebSocket socket) {
        List<Object> events = parse(expected);
        PartyLog log = PartyLog.of(socket);
        boolean isOver = await(expected, socket, () -> firstLook(compare(events, socket), log));
        if (!isOver) {
            requireKnownPeer(log);
            Inbox inbox = new Inbox(socket);
            int known = inbox.now(inbox::unclaimed).size();
            new QuietAssertions.Proof(inbox, inbox::unclaimed, known, "received more").prove(null);
            await(expected, socket, () -> compare(events, socket));
        }
        return fired(log).stream().limit(events.size()).map(Entry::event).toList();
    }

    private static boolean await(List<String> expected, BrowserWebSocket socket, Question<Boolean> question) {
        Outcome<Boolean> outcome = Recorder.of(socket).await(PartyLog.of(socket), question);
        if (outcome instanceof Outcome.Met<Boolean> met) {
            return met.value();
        }
        List<String> actual = socket.events();
        String why = ((Outcome.Missed<Boolean>) outcome).why()
                + where(expected, actual)
                + because(expected, actual, PartyLog.of(socket));
        String headline = PartyLog.of(socket) + " fired other events";
        throw Failure.of(socket, headline, shown(expected), shown(actual), why);
    }

    /** Explains why the next event did not come, or why the connection ended instead. */
    private static String because(List<String> expected, List<String> actual, PartyLog log) {
        int at = 0;
        while (at < actual.size() && at < expected.size() && expected.get(at).equals(actual.get(at))) {
            at++;
        }
        if (at < actual.size()) {
            return actual.get(at).startsWith("close ") ? "; " + ClosingStory.of(log) : new Sender(log).note();
        }
        return at == expected.size() || log.isOver() ? "" : sender(parse(expected.get(at), at), log);
    }

    private static String sender(Object missing, PartyLog log) {
        if (missing instanceof Message message) {
            return new Sender(log).describe(it -> it.message().equals(Optional.of(message)), Kind.SENT, Kind.RECEIVED);
        }
        return missing instanceof CloseStatus ? new Sender(log).describeClose() : "";
    }

    /** Returns where two long messages differ; empty if it is easy to see, or another event than a message differs. */
    private static String where(List<String> expected, List<String> actual) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            String one = content(expected.get(i));
            String other = content(actual.get(i));
            if (!expected.get(i).equals(actual.get(i))) {
                boolean isEasy = Math.max(one.length(), other.length()) <= EASY || one.isEmpty() || other.isEmpty();
                return isEasy ? "" : ", " + TextDifference.place(one, other);
            }
        }
        return "";
    }

    /** Returns the text of an event that is a text message; empty for other events. */
    private static String content(String event) {
        return event.startsWith(MESSAGE) ? event.substring(MESSAGE.length()) : "";
    }

    /** While the socket is open, more events may come: then this claims nothing, and a fence decides later. */
    private static Answer<Boolean> firstLook(Answer<Boolean> answer, PartyLog log) {
        if (!(answer instanceof Answer.Found) || log.isOver()) {
            return answer;
        }
        return log.readyState() == ReadyState.OPEN
                ? Answer.found(false)
                : Answer.never(log + " is " + log.readyState() + ", so its close is still to come");
    }

    private static Answer<Boolean> compare(List<Object> expected, BrowserWebSocket socket) {
        PartyLog log = PartyLog.of(socket);
        if (log.hasGap()) {
            return Answer.never("the journal dropped older entries; raise windsock.journal.entries or .bytes");
        }
        List<Entry> fired = fired(log);
        for (int i = 0; i < fired.size(); i++) {
            if (i == expected.size() || !expected.get(i).equals(value(fired.get(i)))) {
                return Answer.never("event " + (i + 1) + (i == expected.size() ? " is one too many" : " differs"));
            }
        }
        if (fired.size() < expected.size()) {
            return MessageAssertions.pendingUnlessOver(log);
        }
        return new Answer.Found<>(
                true, fired.stream().filter(entry -> !entry.isClaimed()).toList());
    }

    private static List<Entry> fired(PartyLog log) {
        List<Entry> fired = new ArrayList<>();
        for (Entry entry : log.entries()) {
            boolean isFired = FIRED.contains(entry.event().kind());
            if (isFired && !entry.isHandled()) {
                break;
            }
            if (isFired) {
                fired.add(entry);
            }
        }
        return fired;
    }

    private static void requireKnownPeer(PartyLog log) {
        if (!log.isOver() && log.peer().isEmpty()) {
            throw new IllegalStateException("the other end of " + log + " is not Windsock's own, so it is unknown"
                    + " whether more events come; close the socket first, or look at socket.events()");
        }
    }

    /** Returns the value by which events are compared: the message, the status, or the name. */
    private static Object value(Entry entry) {
        return switch (entry.event().kind()) {
            case RECEIVED -> Inbox.message(entry);
            case CLOSED -> entry.event().status().orElseThrow();
            case OPEN -> "open";
            default -> "error";
        };
    }

    private static List<Object> parse(List<String> expected) {
        if (expected.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected must hold an event; socket.events() tells what has been fired so far");
        }
        List<Object> values = new ArrayList<>();
        for (String words : expected) {
            values.add(parse(words, values.size()));
        }
        return values;
    }

    private static Object parse(String words, int index) {
        Matcher matcher = WORDS.matcher(words);
        if (!matcher.matches()) {
            throw unknown(words, index, null);
        }
        String content = matcher.group(3) == null ? "" : matcher.group(3);
        try {
            return value(matcher, content);
        } catch (IllegalArgumentException e) {
            throw unknown(words, index, e);
        }
    }

    private static Object value(Matcher matcher, String content) {
        if (matcher.group(2) != null) {
            return new CloseStatus(Integer.parseInt(matcher.group(2)), content);
        }
        return switch (matcher.group(1)) {
            case "message" -> Message.text(content);
            case "binary message" -> Message.binary(HEX.parseHex(content));
            default -> requireAlone(matcher.group(1), content);
        };
    }

    private static String requireAlone(String word, String content) {
        if (!content.isEmpty()) {
            throw new IllegalArgumentException(word + " has no content");
        }
        return word;
    }

    private static IllegalArgumentException unknown(String words, int index, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "expected element " + index + " is " + Text.preview(words) + ", which is not an event; write \"open\","
                        + " \"message hello\", \"binary message 01 ff\", \"error\" or \"close 3005 bye\"",
                cause);
    }

    private static String shown(List<String> events) {
        return events.stream().map(EventAssertions::shown).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Shows an event as a string literal, unless it is a message that is shown as it is, such as JSON. */
    private static String shown(String event) {
        String content = Text.content(content(event));
        return content.startsWith("\"") ? Text.quote(event) : MESSAGE + content;
    }
}
