package io.github.windsock.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every address in the help, on the page and in the documentation does what it says, to clients that others wrote. */
class UrlTests {
    private static final String HELLO = "open; text hello WebSocket; ";
    private static final String CLOSED = "close 3005 我就是要关闭它";

    /** After how many messages the client closes, and what it sees. */
    private record Story(int messages, String seen) {}

    private static final Map<String, Story> STORIES = new LinkedHashMap<>();

    static {
        STORIES.put("/", new Story(1, HELLO + CLOSED));
        STORIES.put("/echo", new Story(1, HELLO + CLOSED));
        STORIES.put("/silent", new Story(0, "open; " + CLOSED));
        STORIES.put("/ecko", new Story(-1, "refused 404"));
        STORIES.put("/echo?dilay=3s", new Story(-1, "refused 400"));
    }

    private static Service service;

    @BeforeAll
    static void start() {
        service = new Stage().serve("--port", "0", "--quiet");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void all_that_are_shown_are_told_here() {
        Set<String> shown = new TreeSet<>();
        for (String language : Catalogue.LANGUAGES) {
            new PlainRepertoire(Catalogue.of(language)).acts().forEach(act -> shown.add(act.example()));
        }
        shown.removeAll(STORIES.keySet());

        assertEquals(Set.of(), shown, "addresses without a story");
    }

    @Test
    void the_client_of_the_jdk() throws Exception {
        check(Visits::jdk);
    }

    @Test
    void java_websocket() throws Exception {
        check(Visits::javaWebSocket);
    }

    @Test
    void ws_of_node() throws Exception {
        check(Visits::nodeWs);
    }

    private static void check(Visits.Client client) throws Exception {
        List<String> targets = List.copyOf(STORIES.keySet());
        List<String> urls = targets.stream()
                .map(target -> "ws://localhost:" + service.port() + target)
                .toList();
        List<Integer> messages = STORIES.values().stream().map(Story::messages).toList();

        List<String> seen = client.visit(urls, messages);

        List<String> told = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            told.add(targets.get(i) + " → " + seen.get(i));
        }
        String expected = STORIES.entrySet().stream()
                .map(story -> story.getKey() + " → " + story.getValue().seen())
                .collect(Collectors.joining("\n"));
        assertEquals(expected, String.join("\n", told));
    }
}
