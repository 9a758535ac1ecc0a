package io.github.windsock;

import static io.github.windsock.Matchers.headerMatching;
import static io.github.windsock.Matchers.textMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Reads are counted, so nothing here can hang, and no machine is too slow for it. */
class BoundedPatternTests {
    private static final int LONG = 100_000;

    /** However large the stacks of tests are. */
    private static String onLittleStack(Callable<String> question) throws Exception {
        FutureTask<String> task = new FutureTask<>(question);
        new Thread(null, task, "little", 160 << 10).start();
        return task.get();
    }

    private static String gaveUp(String regex, String text) {
        return assertThrows(
                        IllegalStateException.class, () -> textMatching(regex).match(Message.text(text)))
                .getMessage();
    }

    @Test
    void an_expression_that_goes_back_for_ever_is_given_up() {
        assertEquals("""
                textMatching(".*.*.*.*x") gave up on "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"… of 1000 characters after \
                20000000 reads of a character: it tries the same ones again and again; say what may come, such as [^,]* for .*, or \
                repeat once, such as a+ for (a+)+""", gaveUp(".*.*.*.*x", "a".repeat(1000)));
    }

    @Test
    void so_is_one_that_takes_the_square_of_a_long_text() {
        assertTrue(gaveUp(".*.*x", "a".repeat(LONG)).contains(" of 100000 characters after 20000000 reads "));
    }

    @Test
    void a_repeated_group_that_takes_the_stack_is_given_up() throws Exception {
        assertEquals("""
                textMatching("(a|b)*") gave up on "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"… of 100000 characters \
                because the stack is full: a repeated group takes stack for each character; use a class of characters, such as [ab]* for \
                (a|b)*, or (?s).* for (.|\\n)*""", gaveUp("(a|b)*", "a".repeat(LONG)));
    }

    @Test
    void a_header_is_a_text_too() {
        Handshake handshake = Handshake.of("/", Map.of("X", List.of("a".repeat(1000))));
        RequestMatcher matcher = headerMatching("X", ".*.*.*.*x");
        String why = assertThrows(IllegalStateException.class, () -> matcher.match(handshake))
                .getMessage();
        assertTrue(why.startsWith("headerMatching(\"X\", \".*.*.*.*x\") gave up on "), why);
    }

    @Test
    void a_long_text_is_matched_as_often_as_it_is_asked() {
        MessageMatcher matcher = textMatching("(?<first>a).*[^b]");
        Message text = Message.text("a".repeat(5 * LONG));
        for (int i = 0; i < 50; i++) { // each time with all its reads
            assertEquals("a", matcher.match(text).value("first").orElseThrow());
        }
        assertEquals(
                "does not match",
                textMatching("(?:a|b)c").match(Message.text("ab")).why());
    }

    @Test
    void a_miss_is_explained_as_far_as_that_comes_to_an_end() {
        String across = "a".repeat(LONG) + "\n";
        assertEquals(
                "does not match",
                textMatching("x.*|.*.*y").match(Message.text("\n" + across)).why());
    }

    @Test
    void an_expression_that_is_too_large_is_refused() throws Exception {
        assertEquals("""
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"… has 100000 characters; a regular expression may have \
                10000, a longer text is for text(..) or textContaining(..)""", refused("a".repeat(LONG)));
        String nested = onLittleStack(() -> refused("(".repeat(5000) + ")".repeat(5000)));
        assertTrue(nested.startsWith("Stack overflow during pattern compilation"), nested);
    }

    private static String refused(String regex) {
        return assertThrows(IllegalArgumentException.class, () -> textMatching(regex))
                .getMessage();
    }
}
