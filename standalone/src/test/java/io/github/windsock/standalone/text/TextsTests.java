package io.github.windsock.standalone.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.Behaviors;
import io.github.windsock.server.internal.behavior.BehaviorProblem;
import io.github.windsock.server.internal.behavior.Definitions;
import io.github.windsock.server.internal.behavior.TraitDefinitions;
import io.github.windsock.server.internal.behavior.Words;
import io.github.windsock.standalone.TestProgram;
import io.github.windsock.standalone.http.BehaviorDoc;
import io.github.windsock.standalone.http.BehaviorDocs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTests {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private final Texts english = Texts.of("en");
    private final Texts chinese = Texts.of("zh");

    @Test
    void both_languages_have_the_same_keys() {
        Set<String> translated = new TreeSet<>(chinese.bundle().keySet());
        translated.removeIf(TextsTests::isOfTable);

        assertEquals(new TreeSet<>(english.bundle().keySet()), translated);
    }

    /** In English, the table of behaviors speaks for itself. */
    private static boolean isOfTable(String key) {
        return key.startsWith("act.") || key.startsWith("type.") || key.startsWith("phrase.");
    }

    @Test
    void all_that_the_table_of_behaviors_says_is_translated() {
        BehaviorDocs docs = new BehaviorDocs(chinese, null);
        Stream<BehaviorDoc.ParameterDoc> parameters =
                Stream.concat(docs.all().stream().flatMap(act -> act.parameters().stream()), docs.traits().stream());
        List<String> untranslated = Stream.concat(
                        docs.all().stream().map(BehaviorDoc::summary),
                        parameters.map(BehaviorDoc.ParameterDoc::summary))
                .filter(summary -> !HAN.matcher(summary).find())
                .toList();
        assertEquals(List.of(), untranslated);
    }

    @Test
    void nothing_is_translated_that_the_table_does_not_say() {
        Set<String> unused = new TreeSet<>(chinese.bundle().keySet());
        unused.removeIf(key -> !key.startsWith("act."));
        Stream.concat(Definitions.WITH_URL_FORM.stream(), TraitDefinitions.TRAITS.stream())
                .forEach(item -> {
                    unused.remove("act." + item.word());
                    item.urlParameters().forEach(each -> unused.remove("act." + item.word() + "." + each.name()));
                });
        assertEquals(Set.of(), unused);
    }

    @Test
    void every_phrase_about_a_behavior_is_translated_with_the_same_values() {
        Set<String> unused = new TreeSet<>(chinese.bundle().keySet());
        unused.removeIf(key -> !key.startsWith("phrase."));
        for (Words words : Words.values()) {
            assertTrue(unused.remove(words.key()), words.key());
            assertEquals(places(words.english()), places(chinese, words.key()), words.key());
        }
        assertEquals(Set.of(), unused);
    }

    @Test
    void both_languages_say_the_same_values() {
        List<String> different = new ArrayList<>();
        for (String key : english.bundle().keySet()) {
            if (!places(english, key).equals(places(chinese, key))) {
                different.add(key);
            }
        }
        assertEquals(List.of(), different);
    }

    private static Set<String> places(Texts texts, String key) {
        return places(texts.bundle().getString(key));
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            places.add(matcher.group());
        }
        return places;
    }

    @Test
    void english_is_english() {
        List<String> foreign = english.bundle().keySet().stream()
                .filter(key -> HAN.matcher(english.bundle().getString(key)).find())
                .filter(key -> !key.equals("page.language"))
                .toList();

        assertEquals(List.of(), foreign);
    }

    @Test
    void every_key_in_the_code_and_the_page_exists() throws IOException {
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                String code = Files.readString(source, StandardCharsets.UTF_8);
                missing.addAll(keys(code, "\\btext\\(\\s*\"([\\w.-]+)\""));
                if (source.toString().endsWith("index.html")) {
                    missing.addAll(keys(code, "\\{\\{([\\w-]+\\.[\\w.-]+)}}"));
                }
            }
        }
        missing.removeAll(english.bundle().keySet());
        missing.remove("log.by-"); // is completed by who began to close

        assertEquals(Set.of(), missing);
    }

    private static Set<String> keys(String code, String pattern) {
        Set<String> keys = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(code);
        while (matcher.find()) {
            keys.add(matcher.group(1));
        }
        return keys;
    }

    @Test
    void every_option_has_a_description_in_both_languages() {
        for (String language : Texts.LANGUAGES) {
            TestProgram program = new TestProgram(language, StandardCharsets.UTF_8);
            program.program()
                    .commandLine()
                    .getSubcommands()
                    .forEach((name, command) -> command.getCommandSpec()
                            .args()
                            .forEach(argument -> assertTrue(
                                    argument.description().length > 0, language + ": " + name + " " + argument)));
        }
    }

    /** Every sentence about URLs that {@code Behaviors.parse} has, and some about the command line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "push?every=1s",
                "push?text=a",
                "push?every=soon&text=a",
                "push?every=1s&template=${m}",
                "echo?dilay=3s",
                "echo?tims=1",
                "echo?times=0",
                "echo?times=x",
                "echo?limit=x",
                "echo?limit=9999999999",
                "echo?compress=maybe",
                "echo?subprotocol=a%20b",
                "echo?subprotocol=a&no-subprotocol",
                "echo?no-subprotocol=1",
                "echo?then=echo",
                "echo?times=1&then=ecko",
                "echo?times=1&then=refuse&status=503",
                "echo?times=1&then=slow-open&by=1s",
                "silent?then=echo",
                "send?text=%GG",
                "send?bytes=xy",
                "close?code=1004",
                "close?code=1005",
                "close?code=1006",
                "close?code=1015",
                "close?code=99999",
                "close?code=x",
                "close?code=3005&code=3006",
                "broadcast?room=",
                "broadcast?room=a&to=x",
                "refuse?status=x",
                "refuse?status=503&retryAfter=1ms",
                "refuse?status=503&header=x",
                "refuse?status=503&latency=1s",
                "redirect?location=%01",
                "redirect?location=",
                "xyzzy"
            })
    void all_that_is_said_about_a_wrong_url_is_translated(String url) {
        BehaviorProblem problem = assertThrows(BehaviorProblem.class, () -> Behaviors.parse(url));

        String translated = chinese.say(problem);
        String rest = translated.replaceAll("[a-zA-Z]+\\([^)]*\\)(\\.\\w+\\(\\d\\))?", ""); // calls in Java

        assertEquals(problem.getMessage(), english.say(problem));
        assertTrue(HAN.matcher(translated).find(), translated);
        assertFalse(
                Pattern.compile("\\b(is|it|the|there|cannot|give|write|use|has|no)\\b(?!-)")
                        .matcher(rest)
                        .find(),
                translated);
    }

    @Test
    void a_reason_that_is_too_long_is_counted_in_both_languages() {
        String url = "close?code=3005&reason=" + "x".repeat(124);
        BehaviorProblem problem = assertThrows(BehaviorProblem.class, () -> Behaviors.parse(url));

        assertTrue(english.say(problem).endsWith("reason is 124 bytes in UTF-8; a Close frame holds at most 123"));
        assertTrue(chinese.say(problem).endsWith("原因的 UTF-8 有 124 字节；Close 帧最多能放 123 字节"), chinese.say(problem));
    }

    @Test
    void all_limits_of_the_table_are_translated() {
        BehaviorDocs docs = new BehaviorDocs(chinese, null);
        List<String> untranslated = Stream.concat(
                        docs.all().stream().flatMap(act -> act.parameters().stream()), docs.traits().stream())
                .map(BehaviorDoc.ParameterDoc::type)
                .filter(type -> Pattern.compile("\\b(at|to|or|not|may)\\b")
                        .matcher(type.replace("on 或 off", "").replace("all 或 others", ""))
                        .find())
                .toList();

        assertEquals(List.of(), untranslated);
    }

    @Test
    void numbers_are_not_grouped() {
        assertEquals(
                "Port 9010 is in use. Use another one; --port 0 picks a free one.", english.text("port.taken", 9010));
    }

    @Test
    void the_language_is_chosen_by_flag_then_variable_then_system() {
        String[] flag = {"--port", "1", "--lang", "zh"};
        Map<String, String> variable = Map.of("ECHO_LANG", "zh");

        assertEquals("zh", Texts.choose(flag, Map.of("ECHO_LANG", "en"), Locale.US, StandardCharsets.UTF_8));
        assertEquals("en", Texts.choose(new String[] {"--lang=en"}, variable, Locale.CHINA, StandardCharsets.UTF_8));
        assertEquals("zh", Texts.choose(new String[0], variable, Locale.US, StandardCharsets.UTF_8));
        assertEquals("zh", Texts.choose(new String[0], Map.of(), Locale.CHINA, StandardCharsets.UTF_8));
        assertEquals("en", Texts.choose(new String[0], Map.of(), Locale.FRANCE, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "LANG=zh_CN.UTF-8, zh", // a container has the variable, but not the locale
        "LC_MESSAGES=zh_TW.UTF-8, zh",
        "LC_ALL=C.UTF-8, en",
        "LANG=de_DE.UTF-8, en"
    })
    void the_language_of_the_system_may_be_a_locale_that_is_not_installed(String variable, String language) {
        String[] pair = variable.split("=");

        assertEquals(
                language, Texts.choose(new String[0], Map.of(pair[0], pair[1]), Locale.ROOT, StandardCharsets.UTF_8));
    }

    @Test
    void sizes_have_up_to_ten_digits() {
        assertEquals(Integer.MAX_VALUE - 8L, Values.size("2147483639"));
        assertEquals(1L << 62, Values.size("9999999999g"));
    }

    @Test
    void a_console_without_chinese_gets_english_unless_asked() {
        assertEquals("en", Texts.choose(new String[0], Map.of(), Locale.CHINA, StandardCharsets.US_ASCII));
        assertEquals("zh", Texts.choose(new String[] {"--lang=zh"}, Map.of(), Locale.CHINA, StandardCharsets.US_ASCII));
    }
}
