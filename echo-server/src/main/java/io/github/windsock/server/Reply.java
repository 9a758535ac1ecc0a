package io.github.windsock.server;

import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message that answers the one that a rule took. Immutable.
 *
 * @see Behaviors#reply(String)
 * @since 1.0
 */
public final class Reply implements Action {
    private static final String WHOLE = "message";
    private static final String COUNT = "n";

    private final Wording wording;

    Reply(Wording wording) {
        this.wording = wording;
    }

    /** What the message is made from. */
    sealed interface Wording {

        /** Makes the message; for code, where it may block. */
        Message message(Message taken, Match match, int n);
    }

    /** The same message always. */
    record Literal(Message content) implements Wording {

        @Override
        public Message message(Message taken, Match match, int n) {
            return content;
        }

        @Override
        public String toString() {
            return content.isText() ? ValueType.TEXT.java(content.text()) : ValueType.BYTES.java(content.payload());
        }
    }

    /** A template. */
    record Filled(Template template) implements Wording {

        @Override
        public Message message(Message taken, Match match, int n) {
            return Message.text(template.fill(name -> value(name, taken, match, n)));
        }

        private static String value(String name, Message taken, Match match, int n) {
            return switch (name) {
                case WHOLE -> taken.isText() ? taken.text() : taken.payload().hex();
                case COUNT -> Integer.toString(n);
                default -> match.value(name).orElse("");
            };
        }

        @Override
        public String toString() {
            return template.toString();
        }
    }

    /** Code of the user's. */
    record Code(Function<Message, String> answer) implements Wording {

        @Override
        public Message message(Message taken, Match match, int n) {
            return Message.text(answer.apply(taken));
        }

        @Override
        public String toString() {
            return "message -> …";
        }
    }

    Wording wording() {
        return wording;
    }

    boolean isCode() {
        return wording instanceof Code;
    }

    /** Refuses names that a matcher does not provide. */
    void require(MessageMatcher matcher) {
        if (wording instanceof Filled filled) {
            Set<String> known = new TreeSet<>(matcher.names());
            known.add(WHOLE);
            known.add(COUNT);
            filled.template().require(known, "a reply to " + matcher);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reply that && wording.equals(that.wording);
    }

    @Override
    public int hashCode() {
        return wording.hashCode();
    }

    /** Returns the Java that makes this action, such as {@code reply("pong")}. */
    @Override
    public String toString() {
        return "reply(" + wording + ")";
    }
}
