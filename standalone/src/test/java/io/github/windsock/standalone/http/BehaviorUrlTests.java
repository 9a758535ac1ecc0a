package io.github.windsock.standalone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.Definitions;
import io.github.windsock.server.internal.behavior.FaultDefinitions;
import io.github.windsock.server.internal.behavior.TraitDefinitions;
import io.github.windsock.standalone.ForeignClients;
import io.github.windsock.standalone.TestProgram;
import io.github.windsock.standalone.cli.Service;
import io.github.windsock.standalone.text.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every address in the help, on the page and in the documentation does what it says, to clients that others wrote. */
class BehaviorUrlTests {
    private static final String HELLO = "open; text hello WebSocket; ";
    private static final String CLOSED = "close 3005 我就是要关闭它";

    /** After how many messages the client closes, whether it gives up in the end, and what it may see. */
    private record Story(int messages, boolean isGivenUp, List<String> seen) {}

    private static final Map<String, Story> STORIES = new LinkedHashMap<>();

    static {
        tell("/", 1, HELLO + CLOSED);
        tell("/echo", 1, HELLO + CLOSED);
        tell("/silent", 0, "open; " + CLOSED);
        tell("/send?text=welcome", 1, "open; text welcome; " + CLOSED);
        tell("/send?bytes=cafe", 1, "open; binary cafe; " + CLOSED);
        tell("/pause?by=50ms&then=echo", 1, HELLO + CLOSED);
        tell("/push?every=1s&times=3&text=tick", 3, "open; text tick; text tick; text tick; " + CLOSED);
        tell(
                "/push?every=10ms&times=2&template=tick-$%7Bn%7D&then=close&code=3005&reason=bye",
                -1, "open; text tick-1; text tick-2; close 3005 bye");
        tell(
                "/push?every=1s&times=3&text=tick&then=close&code=3005",
                -1,
                "open; text tick; text tick; text tick; close 3005");
        tell("/close?code=3005&reason=bye", -1, "open; close 3005 bye");
        tell("/close?code=3005&reason=bye&latency=3s", -1, "open; close 3005 bye");
        tell("/echo?times=1&then=close&code=3005&reason=bye", -1, HELLO + "close 3005 bye");
        tell("/drop?latency=3s", -1, "open; lost");
        tell("/close-empty", -1, "open; close 1005", "open; close 1000"); // Java-WebSocket says 1000
        tell("/drop", -1, "open; lost");
        tell("/reset", -1, "open; lost", "failed"); // a reset may overtake the 101
        tell("/echo?times=1&then=reset", -1, HELLO + "lost", "open; lost");
        tell("/half-close", -1, "open; lost");
        giveUp("/stop-reading", 0, "open; waiting", "open; " + CLOSED);
        giveUp("/black-hole", 0, "open; waiting", "open; " + CLOSED);
        tell("/cut-within-frame", -1, "open; lost");
        tell("/cut-after-bytes?bytes=4", -1, "open; lost");
        tell("/cut-after?time=20ms", -1, HELLO + "lost", "open; lost");
        tell("/cut-after-idle?time=20ms", -1, HELLO + "lost", "open; lost");
        tell("/refuse?status=503&retryAfter=2s", -1, "refused 503");
        tell("/redirect?location=/echo", -1, "refused 302");
        tell("/reset-on-accept", -1, "failed");
        tell("/drop-on-accept", -1, "failed");
        tell("/slow-open?by=3s&then=echo", 1, HELLO + CLOSED);
        giveUp("/never-open", -1, "waiting");
        tell("/broadcast?room=lobby", 1, HELLO + CLOSED);
        tell("/headers", 1, "open; text {...}; " + CLOSED);
        giveUp("/echo?never-answer-close", 1, HELLO + "waiting", HELLO + CLOSED); // Java-WebSocket does not wait
        tell("/echo?never-answer-ping", 1, HELLO + CLOSED);
        tell("/echo?ping-every=20s", 1, HELLO + CLOSED);
        tell("/echo?latency=80ms", 1, HELLO + CLOSED);
        tell("/echo?latency=80ms&jitter=20ms", 1, HELLO + CLOSED);
        tell("/echo?upload-latency=80ms", 1, HELLO + CLOSED);
        tell("/echo?upload-latency=80ms&upload-jitter=20ms", 1, HELLO + CLOSED);
        tell("/echo?bandwidth=16k", 1, HELLO + CLOSED);
        tell("/echo?upload-bandwidth=16k", 1, HELLO + CLOSED);
        tell("/echo?slices=1", 1, HELLO + CLOSED);
        tell("/echo?fragment=3", 1, HELLO + CLOSED);
        tell("/echo?limit=64k", 1, HELLO + CLOSED);
        tell("/echo?limit=3", -1, "open; close 1009");
        tell("/echo?subprotocol=chat", 1, "failed", "refused 101", HELLO + CLOSED); // not asked for: some clients mind
        tell("/echo?answer-header=X-Version:%202", 1, HELLO + CLOSED);
        tell("/echo?answer-cookie=sid%3D42", 1, HELLO + CLOSED);
        tell("/echo?ping-every=20s&close-idle=30s", 1, HELLO + CLOSED);
        tell("/echo?no-subprotocol", 1, HELLO + CLOSED);
        tell("/echo?answer-byte-by-byte", 1, HELLO + CLOSED);
        tell("/echo?compress=off", 1, HELLO + CLOSED);
        tell("/ecko", -1, "refused 404");
        tell("/echo?dilay=3s", -1, "refused 400");
        tell("/close?code=1006", -1, "refused 400");
        tell("/close?code=3005&reason=" + "x".repeat(124), -1, "refused 400");
        tell("/silent?then=echo", -1, "refused 400");
    }

    private static void tell(String target, int messages, String... seen) {
        STORIES.put(target, new Story(messages, false, List.of(seen)));
    }

    private static void giveUp(String target, int messages, String... seen) {
        STORIES.put(target, new Story(messages, true, List.of(seen)));
    }

    private static Service service;

    @BeforeAll
    static void start() {
        service = new TestProgram().serve("--port", "0", "--quiet");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void all_that_are_shown_are_told_here() {
        Set<String> shown = new TreeSet<>();
        Stream.concat(Definitions.WITH_URL_FORM.stream(), TraitDefinitions.TRAITS.stream())
                .filter(item -> !FaultDefinitions.FAULTS.contains(item)) // those have FaultUrlTests
                .forEach(item -> shown.add("/" + item.example()));
        shown.removeAll(STORIES.keySet());

        assertEquals(Set.of(), shown, "addresses without a story");
    }

    /** Every address that somebody may copy: what follows the server's own, and what begins with a behavior's name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../README.md",
                "../README.zh-CN.md",
                "../docs/standalone.md",
                "../docs/standalone.zh-CN.md",
                "--help",
                "behaviors"
            })
    void all_that_a_page_or_the_program_says_are_told_here(String source) throws IOException {
        for (String language : Texts.LANGUAGES) {
            Set<String> shown = new TreeSet<>(targets(said(source, language)));
            shown.removeAll(STORIES.keySet());

            assertEquals(Set.of(), shown, "addresses without a story, in " + source);
        }
    }

    private static String said(String source, String language) throws IOException {
        if (source.startsWith("..")) {
            return Files.readString(Path.of(source));
        }
        TestProgram program = new TestProgram(language, StandardCharsets.UTF_8);
        assertEquals(0, program.run(source));
        return program.out();
    }

    private static Set<String> targets(String text) {
        String names = Definitions.WITH_URL_FORM.stream()
                .filter(row -> !FaultDefinitions.FAULTS.contains(row))
                .map(BehaviorDefinition::word)
                .collect(Collectors.joining("|"));
        Pattern target = Pattern.compile("(?:ws://localhost:9010|(?<=[\\s`\"]))(/(?:(?:" + names
                + ")(?:\\?[^\\s`\"]*)?(?=[\\s`\"]))?)(?![\\w/])");
        return target.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void the_greeting_shows_no_other() {
        TestProgram program = new TestProgram();
        program.serve("--port", "0").close();

        assertTrue(
                STORIES.keySet().containsAll(targets(program.out().replaceAll("localhost:\\d+", "localhost:9010"))),
                program.out());
    }

    /** It may miss the end of TCP that comes right behind bytes, and then sees no end. */
    @Test
    void the_client_of_the_jdk() throws Exception {
        check(ForeignClients::jdk, target -> !target.startsWith("/cut-"));
    }

    @Test
    void java_websocket() throws Exception {
        check(ForeignClients::javaWebSocket, target -> true);
    }

    @Test
    void ws_of_node() throws Exception {
        check(ForeignClients::nodeWs, target -> true);
    }

    private static void check(ForeignClients.Client client, Predicate<String> isFor) throws Exception {
        List<String> targets = STORIES.keySet().stream().filter(isFor).toList();
        List<ForeignClients.ClientRun> plans = targets.stream()
                .map(target -> new ForeignClients.ClientRun(
                        "ws://localhost:" + service.port() + target,
                        STORIES.get(target).messages(),
                        STORIES.get(target).isGivenUp()))
                .toList();

        List<String> seen = client.run(plans);

        List<String> expected = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            String one = seen.get(i).replaceAll("(?s)text \\{.*}", "text {...}");
            List<String> right = STORIES.get(targets.get(i)).seen();
            told.add(targets.get(i) + " → " + one);
            expected.add(targets.get(i) + " → " + (right.contains(one) ? one : right.get(0)));
        }
        assertEquals(String.join("\n", expected), String.join("\n", told));
    }

    /** Each is parsed in several forms, which a request for the page must not wait for. */
    @Test
    void their_list_is_made_once() {
        BehaviorDocs docs = new BehaviorDocs(Texts.of("en"), null);

        assertSame(docs.all(), docs.all());
    }
}
