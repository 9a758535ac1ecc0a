package io.github.windsock.assertions;

import io.github.windsock.CloseStatus;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.PartyLog;
import java.util.Optional;

/** Describes how a connection ended: who closed it, and why. */
final class ClosingStory {
    private static final int FIRST_REGISTERED = 3000;
    private static final int FIRST_PRIVATE = 4000;
    private static final int LAST = 4999;

    private ClosingStory() {}

    /** Returns a sentence that the party is closed, by whom and why. */
    static String of(PartyLog log) {
        Optional<Entry> closing = log.closing();
        if (closing.isPresent() && isBefore(closing.get(), log)) {
            return log + " was closed before this test began"
                    + closing.get().event().status().map(it -> ", with " + it).orElse("");
        }
        Optional<Event> end = closing.map(Entry::event);
        String why = end.map(event -> why(event, log)).orElse("");
        boolean isByFrame = end.isPresent() && end.get().why().isEmpty() && !why.isEmpty();
        String status = end.isEmpty() || isByFrame
                ? ""
                : end.get().status().map(it -> " with " + it).orElse("");
        return log + " is closed" + status + (why.isEmpty() ? "" : ": " + why);
    }

    /** Returns whether an entry is older than the test's window of the journal. */
    private static boolean isBefore(Entry entry, PartyLog log) {
        return !log.hasGap() && !log.entries().contains(entry);
    }

    /**
     * Returns why the connection ended: the reason of the event, or else who sent the first Close frame and what its
     * code means.
     */
    static String why(Event end, PartyLog log) {
        return end.why().isEmpty() ? first(log).map(entry -> words(entry, log)).orElse("") : end.why();
    }

    /** Returns whether the party's own Close frame was the first; then {@link #why} already names its status. */
    static boolean isOwn(Event end, PartyLog log) {
        return end.why().isEmpty()
                && first(log).filter(it -> it.event().kind() == Kind.CLOSE_SENT).isPresent();
    }

    private static Optional<Entry> first(PartyLog log) {
        return log.entries().stream()
                .filter(entry -> isCloseFrame(entry.event().kind()))
                .findFirst();
    }

    private static String words(Entry first, PartyLog log) {
        String who = first.event().kind() == Kind.CLOSE_SENT ? log.name() : new Sender(log).name();
        CloseStatus status = first.event().status().orElseThrow();
        String shown = status.equals(CloseStatus.NO_STATUS) ? "" : status + ", ";
        return who + " closed first, with " + shown + meaning(status.code());
    }

    private static boolean isCloseFrame(Kind kind) {
        return kind == Kind.CLOSE_SENT || kind == Kind.CLOSE_RECEIVED;
    }

    /** Returns the meaning of a code (RFC 6455, section 7.4, and IANA's registry). */
    static String meaning(int code) {
        return switch (code) {
            case 1000 -> "a normal end";
            case 1001 -> "going away, as a page that is left or a server that stops";
            case 1002 -> "a protocol error of the other end";
            case 1003 -> "a type of data that it does not take";
            case 1005 -> "an empty Close frame";
            case 1006 -> "no Close frame";
            case 1007 -> "a message that is not what its type says, such as text that is not UTF-8";
            case 1008 -> "a policy that the other end violated";
            case 1009 -> "a message that is too big";
            case 1010 -> "an extension that the server did not agree to";
            case 1011 -> "an error of its own";
            case 1012 -> "a restart of the service";
            case 1013 -> "a request to try again later";
            case 1014 -> "a bad answer to a gateway";
            case 1015 -> "a failed TLS handshake";
            case 3000 -> "unauthorized";
            case 3003 -> "forbidden";
            case 3008 -> "a timeout";
            default -> ofRange(code);
        };
    }

    private static String ofRange(int code) {
        if (code >= FIRST_PRIVATE && code <= LAST) {
            return "a code of the application";
        }
        return code >= FIRST_REGISTERED && code < FIRST_PRIVATE
                ? "a code of a library or framework"
                : "a code that no end may send";
    }
}
