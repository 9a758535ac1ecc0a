package io.github.windsock.json;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.json.JsonMatchers.json;
import static io.github.windsock.json.JsonMatchers.jsonDocument;
import static io.github.windsock.json.JsonMatchers.jsonValue;
import static io.github.windsock.json.JsonOption.IGNORING_ARRAY_ORDER;
import static io.github.windsock.json.JsonOption.IGNORING_EXTRA_ELEMENTS;
import static io.github.windsock.json.JsonOption.IGNORING_EXTRA_KEYS;
import static io.github.windsock.json.JsonOption.IGNORING_VALUES;
import static io.github.windsock.json.JsonOption.TREATING_NULL_AS_ABSENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JSON is taken, and how a miss says by path what differs. */
class JsonMatchersTests {

    private static final String WELCOME =
            "{\"type\":\"welcome\",\"n\":1.0,\"ok\":true,\"none\":null,\"items\":[{\"id\":1},{\"id\":2}],\"tags\":[\"a\",\"b\"]}";

    private static Arguments row(MessageMatcher matcher, String why) {
        return Arguments.of(matcher, WELCOME, why);
    }

    private static Arguments row(MessageMatcher matcher, String text, String why) {
        return Arguments.of(matcher, text, why);
    }

    static List<Arguments> rows() {
        return List.of(
                row(json("$.type"), ""),
                row(json("$.none"), ""),
                row(json("$.nothing"), "$.nothing is missing"),
                row(json("$.type", "welcome"), ""),
                row(json("$.type", "bye"), "$.type is \"welcome\", wanted \"bye\""),
                row(json("$.n", 1), ""),
                row(json("$.n", 1.00), ""),
                row(json("$.n", 2), "$.n is 1.0, wanted 2"),
                row(json("$.n", "1"), "$.n is 1.0, wanted \"1\""),
                row(json("$.ok", true), ""),
                row(json("$.none", null), ""),
                row(json("$.nothing", null), "$.nothing is missing, wanted null"),
                row(json("$.items[1].id", 2), ""),
                row(json("$..id", 2), ""),
                row(json("$..id", 3), "$..id is 1, 2, wanted 3"),
                row(json("$.items[?(@.id > 1)].id", 2), ""),
                row(json("$.tags", List.of("a", "b")), ""),
                row(json("$.items[0]", Map.of("id", 1)), ""),
                row(json("$", 1), "1", ""),
                row(json("$.a"), "1", "$.a is missing"),
                row(json("$.tags.length()", 2), ""),
                row(json("$.tags.min()", 1), "$.tags.min() is missing, wanted 1"),
                row(json("$.tags.first()", "a"), ""),
                row(json("$.tags.first()", "a"), "{\"tags\":[]}", "$.tags.first() is missing, wanted \"a\""),
                row(json("$.type[?(@.id > 1)]"), "$.type[?(@.id > 1)] is missing"),
                row(json("$.items[?(@.id =~ /a.b(c)/)]"), "{\"items\":[{\"id\":\"axbc\"}]}", ""),
                row(json("$['a.b(c)']", 1), "{\"a.b(c)\":1}", ""),
                row(json("$.type").and(json("$.n", 1)), ""),
                row(jsonDocument("{\"a\":1,\"b\":[1,2]}"), " { \"b\" : [1.0, 2], \"a\" : 1 } ", ""),
                row(
                        jsonDocument("{\"a\":1,\"b\":[1,2]}"),
                        "{\"a\":2,\"b\":[1],\"c\":0}",
                        "$.c is unexpected, 0; $.a is 2, wanted 1; $.b[1] is missing, wanted 2"),
                row(jsonDocument("{\"a\":1}", IGNORING_EXTRA_KEYS), "{\"a\":1,\"b\":2}", ""),
                row(jsonDocument("[1,2]"), "[2,1]", "$[0] is 2, wanted 1; $[1] is 1, wanted 2"),
                row(jsonDocument("[1,2]", IGNORING_ARRAY_ORDER), "[2,1]", ""),
                row(jsonDocument("[1,2]", IGNORING_ARRAY_ORDER, IGNORING_EXTRA_ELEMENTS), "[3,2,1]", ""),
                row(jsonDocument("{\"a\":1}", IGNORING_VALUES), "{\"a\":2}", ""),
                row(jsonDocument("{}", TREATING_NULL_AS_ABSENT), "{\"a\":null}", ""),
                row(
                        jsonDocument(
                                "{\"id\":\"${json-unit.any-string}\",\"at\":\"${json-unit.any-number}\",\"x\":\"${json-unit.regex}[a-z]+\"}"),
                        "{\"id\":\"7f3\",\"at\":171,\"x\":\"abc\"}",
                        ""),
                row(json("$.a"), "<html>no</html>", "is not JSON: it begins with \"<html>no</html>\""),
                row(json("$.a"), "{\"a\":1} x", "is not JSON: it begins with \"{\\\"a\\\":1} x\""),
                row(json("$.a"), "{a:1}", "is not JSON: it begins with \"{a:1}\""),
                row(json("$.a"), "{\"a\":1", "is not JSON: it begins with \"{\\\"a\\\":1\""),
                row(json("$.a"), "", "is not JSON: it is empty"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_miss_says_by_path_what_differs(MessageMatcher matcher, String text, String why) {
        Match match = matcher.match(Message.text(text));
        assertEquals(why, match.why());
        assertEquals(why.isEmpty(), match.isMatch());
    }

    @Test
    void a_value_is_found_under_its_name() {
        MessageMatcher matcher =
                json("$.type", "welcome").and(jsonValue("n", "$.n")).and(jsonValue("first", "$.items[0]"));
        Match match = matcher.match(Message.text(WELCOME));
        assertEquals(Optional.of("1.0"), match.value("n"));
        assertEquals(Optional.of("{\"id\":1}"), match.value("first"));
    }

    @Test
    void binary_is_no_json() {
        assertEquals(
                "the message is binary",
                json("$").match(Message.binary(new byte[] {49})).why());
    }

    @Test
    void the_nearer_is_nearer() {
        MessageMatcher matcher = jsonDocument("{\"a\":1,\"b\":2,\"c\":3}");
        double one = matcher.match(Message.text("{\"a\":1,\"b\":2,\"c\":4}")).distance();
        double three = matcher.match(Message.text("{\"a\":4,\"b\":4,\"c\":4}")).distance();
        double none = matcher.match(Message.text("no")).distance();
        assertTrue(one < three && three < none, one + ", " + three + ", " + none);
    }

    @Test
    void many_differences_are_counted() {
        String why = jsonDocument("[1,2,3,4,5,6,7,8]")
                .match(Message.text("[0,0,0,0,0,0,0,0]"))
                .why();
        assertTrue(why.endsWith("; $[4] is 0, wanted 5; and 3 more"), why);
    }

    @Test
    void a_message_is_parsed_once() {
        Message message = Message.text(WELCOME);
        assertSame(JsonText.of(message), JsonText.of(message));
    }

    @Test
    void an_assertion_asks_once_a_message_and_parses_it_no_second_time() {
        PartyLog log = Recorder.create(Settings.defaults()).openClient();
        List<Message> messages = IntStream.rangeClosed(1, 20)
                .mapToObj(n -> Message.text("{\"type\":\"tick\",\"n\":" + n + "}"))
                .toList();
        messages.forEach(each -> log.record(Events.received(each)));
        List<JsonText> parsed = messages.stream().map(JsonText::of).toList();
        AtomicInteger asked = new AtomicInteger();
        MessageMatcher counted = MessageMatcher.of("counted", Set.of(), message -> {
            asked.incrementAndGet();
            return json("$.type", "tick").and(json("$.n", 20)).match(message);
        });
        assertEquals(messages.get(19), assertReceived(counted, log));
        assertEquals(20, asked.get());
        for (int i = 0; i < 20; i++) {
            assertSame(parsed.get(i), JsonText.of(messages.get(i)));
        }
    }

    @Test
    void they_print_as_java_and_are_equal_by_it() {
        assertEquals("json(\"$.a\", \"b\")", json("$.a", "b").toString());
        assertEquals(
                "jsonDocument(\"{}\", IGNORING_EXTRA_KEYS)",
                jsonDocument("{}", IGNORING_EXTRA_KEYS).toString());
        assertEquals(json("$.a", 1), json("$.a", 1));
        assertTrue(json("$.a").isPure());
    }

    static List<Arguments> noValues() {
        String instead = ", which JSON does not have; use a text, a number, a boolean, null, or a List or Map of these";
        return List.of(
                Arguments.of(LocalDate.EPOCH, "value \"1970-01-01\" is a java.time.LocalDate" + instead),
                Arguments.of(List.of('a'), "value \"a\" is a java.lang.Character" + instead),
                Arguments.of(
                        Map.of("a", Optional.empty()), "value \"Optional.empty\" is a java.util.Optional" + instead),
                Arguments.of(Double.NaN, "value \"NaN\" is a java.lang.Double" + instead),
                Arguments.of(Map.of(1, "a"), "key 1 of a map is not a text; JSON has no other keys"),
                Arguments.of(
                        "${json-unit.any-strng}",
                        "text \"${json-unit.any-strng}\" is not a placeholder; did you mean ${json-unit.any-string}?"),
                Arguments.of(
                        "${json-unit.regex}[a",
                        "text \"${json-unit.regex}[a\" has no regular expression: Unclosed character class"));
    }

    @ParameterizedTest
    @MethodSource("noValues")
    void a_value_that_no_json_can_equal_is_refused(Object value, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> json("$.a", value))
                        .getMessage());
    }

    @Test
    void an_unknown_placeholder_in_a_document_is_refused() {
        assertEquals(
                "text \"${json-unit.ignored}\" is not a placeholder; did you mean ${json-unit.ignore}?",
                assertThrows(IllegalArgumentException.class, () -> jsonDocument("[{\"a\":\"${json-unit.ignored}\"}]"))
                        .getMessage());
    }

    @Test
    void a_list_that_changes_later_does_not_change_the_matcher() {
        List<Object> ids = new ArrayList<>(List.of(1));
        MessageMatcher matcher = json("$", ids);
        ids.add(2);
        assertTrue(matcher.match(Message.text("[1]")).isMatch());
        assertTrue(json("$", new int[] {1, 2}).match(Message.text("[1,2]")).isMatch());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$.nope()",
                "$.a.b.nope()",
                "$..nope()",
                "$.a.concat(\"x\", $.b.nope())",
                "$.a[?(@.b.nope() > 1)]"
            })
    void refuses_a_function_that_there_is_not_when_the_matcher_is_made(String path) {
        for (Executable making :
                List.<Executable>of(() -> json(path), () -> json(path, 1), () -> jsonValue("name", path))) {
            assertEquals(
                    "path " + Text.preview(path) + " is not a JSONPath: Function with name: nope does not exist.",
                    assertThrows(IllegalArgumentException.class, making).getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.a[", "$..["})
    void a_path_that_breaks_off_is_refused(String path) {
        assertEquals(
                "path \"" + path + "\" is not a JSONPath; it breaks off",
                assertThrows(IllegalArgumentException.class, () -> json(path)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "$.[", "", "$.a[?(@.b"})
    void what_is_no_path_is_refused(String path) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> json(path)).getMessage();
        assertTrue(message.contains(" is not a JSONPath"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a:1}", "", "{'a':1}", "[1,]"})
    void what_is_no_document_is_refused(String document) {
        String message = assertThrows(IllegalArgumentException.class, () -> jsonDocument(document))
                .getMessage();
        assertTrue(message.endsWith(" is not JSON; keys and texts need double quotes"), message);
    }
}
