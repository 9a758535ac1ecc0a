package io.github.windsock;

import static io.github.windsock.Matchers.anyBinary;
import static io.github.windsock.Matchers.anyMessage;
import static io.github.windsock.Matchers.anyText;
import static io.github.windsock.Matchers.bytes;
import static io.github.windsock.Matchers.message;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.Matchers.textMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.internal.PayloadInternals;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What matchers of messages take, and what they say of what they do not. */
class MatchersTests {

    private static Match of(MessageMatcher matcher, String text) {
        return matcher.match(Message.text(text));
    }

    private static String why(MessageMatcher matcher, String text) {
        Match match = of(matcher, text);
        assertFalse(match.isMatch());
        return match.why();
    }

    @Nested
    class of_one_condition {

        @Test
        void text_is_literal() {
            assertTrue(of(text("a.c"), "a.c").isMatch());
            assertEquals("differs after \"a\": wanted \".c\", was \"bc\"", why(text("a.c"), "abc"));
            assertEquals(
                    "the message is binary",
                    text("a").match(Message.binary(new byte[] {97})).why());
        }

        @Test
        void bytes_are_bytes() {
            assertTrue(bytes((byte) 1, (byte) 2)
                    .match(Message.binary(new byte[] {1, 2}))
                    .isMatch());
            assertEquals("the message is text", why(bytes((byte) 97), "a"));
            assertEquals("bytes(new byte[] {1, 2})", bytes((byte) 1, (byte) 2).toString());
        }

        @Test
        void any_is_of_one_type_or_of_both() {
            assertTrue(of(anyMessage(), "").isMatch());
            assertTrue(of(anyText(), "").isMatch());
            assertEquals("the message is text", why(anyBinary(), ""));
            assertEquals(
                    "the message is binary",
                    anyText().match(Message.binary(new byte[0])).why());
        }

        @Test
        void an_expression_says_when_a_dot_meets_a_line_break() {
            assertEquals(
                    "does not match, because . does not match the line break at character 2; begin the expression with"
                            + " (?s)",
                    why(textMatching("a.*"), "a\nb"));
            assertEquals("does not match", why(textMatching("b.*"), "a\nb"));
            assertEquals("does not match, but its beginning does", why(textMatching("abc"), "ab"));
            assertTrue(of(textMatching("(?s)a.*"), "a\nb").isMatch());
        }

        @Test
        void a_message_of_which_the_journal_kept_only_the_ends_is_no_text() {
            Message shortened = PayloadInternals.shortened(Message.text("x".repeat(2000)), 100);
            assertEquals(
                    "the message is 2,000 B long, and the journal keeps only the ends of it",
                    textContaining("y").match(shortened).why());
            assertTrue(text("x".repeat(2000)).match(shortened).isMatch());
        }

        @Test
        void a_predicate_has_a_name_and_is_equal_to_itself() {
            Predicate<Message> isShort = it -> it.payload().size() < 2;
            assertEquals("is not short", why(message("short", isShort), "long"));
            assertEquals(message("short", isShort), message("short", isShort));
            assertNotEquals(message("short", isShort), message("short", it -> true));
            assertFalse(message("short", isShort).isPure());
        }
    }

    @Nested
    class of_more {

        private final MessageMatcher both = textMatching("(?<a>.).*").and(textMatching(".(?<b>.).*"));

        @Test
        void and_takes_what_both_take_with_the_values_of_both() {
            Match match = of(both, "xyz");
            assertEquals(Optional.of("x"), match.value("a"));
            assertEquals(Optional.of("y"), match.value("b"));
            assertEquals(Set.of("0", "1", "a", "b"), both.names());
            assertEquals("textMatching(\"(?<a>.).*\").and(textMatching(\".(?<b>.).*\"))", both.toString());
        }

        @Test
        void and_says_what_is_missing_and_is_nearer_with_half_of_it() {
            MessageMatcher matcher = textContaining("one").and(textContaining("two"));
            assertEquals("does not contain \"two\"", why(matcher, "one"));
            assertEquals("does not contain \"one\"; does not contain \"two\"", why(matcher, "three"));
            assertEquals(
                    "the message is binary",
                    matcher.match(Message.binary(new byte[0])).why());
            assertTrue(of(matcher, "one").distance() < of(matcher, "three").distance());
        }

        @Test
        void or_takes_what_one_takes_and_says_the_nearer() {
            MessageMatcher matcher = text("yes").or(textMatching("n(?<rest>.*)"));
            assertTrue(of(matcher, "yes").isMatch());
            assertEquals(Optional.of("o"), of(matcher, "no").value("rest"));
            assertEquals("differs after \"ye\": wanted \"s\", was \"a\"", why(matcher, "yea"));
        }

        @Test
        void negate_takes_the_others() {
            assertTrue(of(text("a").negate(), "b").isMatch());
            assertEquals("is text(\"a\")", why(text("a").negate(), "a"));
            assertEquals(text("a").negate(), text("a").negate());
            assertEquals("text(\"a\").negate()", text("a").negate().toString());
        }

        @Test
        void they_are_equal_if_their_parts_are() {
            Predicate<Message> any = it -> true;
            assertEquals(text("a").or(text("b")), text("a").or(text("b")));
            assertNotEquals(text("a").or(text("b")), text("a").and(text("b")));
            assertEquals(text("a").and(message("x", any)), text("a").and(message("x", any)));
            assertNotEquals(text("a").and(message("x", any)), text("a").and(message("x", it -> true)));
            assertFalse(text("a").and(message("x", any)).isPure());
        }
    }
}
