package io.github.windsock.server.internal.behavior;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Answers the message that a rule matched. */
public record ReplyAction(Wording wording, Duration delay) implements RuleAction {
    private static final String WHOLE = "message";
    private static final String COUNT = "n";
    private static final Parameter<Duration> DELAY = Parameter.duration("after", "the delay");

    /** The source of the message. */
    public sealed interface Wording {

        /** Returns the message. Code may block, so it is called on a worker thread. */
        Message message(Message taken, Match match, int n);
    }

    /** Always the same message. */
    public record Literal(Message content) implements Wording {

        @Override
        public Message message(Message taken, Match match, int n) {
            return content;
        }

        @Override
        public String toString() {
            return content.isText() ? ValueTypes.TEXT.java(content.text()) : ValueTypes.BYTES.java(content.payload());
        }
    }

    /** A template. */
    public record Filled(TextTemplate template) implements Wording {

        @Override
        public Message message(Message taken, Match match, int n) {
            return Message.text(template.fill(name -> value(name, taken, match, n)));
        }

        private static String value(String name, Message taken, Match match, int n) {
            return match.value(name).orElseGet(() -> switch (name) {
                case WHOLE -> taken.isText() ? taken.text() : taken.payload().hex();
                case COUNT -> Integer.toString(n);
                default -> "";
            });
        }

        @Override
        public String toString() {
            return template.toString();
        }
    }

    /** Code of the user. */
    public record Code(Function<Message, String> answer) implements Wording {

        @Override
        public Message message(Message taken, Match match, int n) {
            return Message.text(
                    requireNonNull(answer.apply(taken), "the reply is null; return a String, or use run(..)"));
        }

        @Override
        public String toString() {
            return "message -> …";
        }
    }

    /** Delays the reply. */
    public ReplyAction after(Duration time) {
        if (isDelayed()) {
            throw new IllegalStateException(this + " has its delay already");
        }
        return new ReplyAction(wording, DELAY.check("reply", time));
    }

    private boolean isDelayed() {
        return !delay.isZero();
    }

    boolean isCode() {
        return wording instanceof Code;
    }

    /** Refuses a template with a name that the matcher does not have. */
    void require(MessageMatcher matcher) {
        if (wording instanceof Filled filled) {
            Set<String> known = new TreeSet<>(matcher.names());
            known.add(WHOLE);
            known.add(COUNT);
            filled.template().require(known, "a reply to " + matcher);
        }
    }

    @Override
    public String toString() {
        return "reply(" + wording + ")" + (isDelayed() ? ".after(" + ValueTypes.DURATION.java(delay) + ")" : "");
    }
}
