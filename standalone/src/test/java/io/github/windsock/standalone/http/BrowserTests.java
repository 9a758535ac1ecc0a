package io.github.windsock.standalone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.BrokenRule;
import io.github.windsock.server.internal.behavior.FaultDefinitions;
import io.github.windsock.standalone.TestProgram;
import io.github.windsock.standalone.cli.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/** What a page in a real Chromium sees of the program. */
class BrowserTests {
    private static final String SEEN = "open 1; message hello WebSocket; close 3005 我就是要关闭它 true 3";

    private static Chromium chromium;
    private static ChromeDriver browser;
    private static Service service;
    private static HttpServer pages;

    @BeforeAll
    static void open() throws IOException {
        chromium = new Chromium();
        browser = chromium.driver();
        service = new TestProgram().serve("--port", "0", "--quiet");
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] tutorial = tutorial();
        pages.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, tutorial.length);
            exchange.getResponseBody().write(tutorial);
            exchange.close();
        });
        pages.start();
    }

    private static byte[] tutorial() throws IOException {
        try (InputStream in = BrowserTests.class.getResourceAsStream("tutorial.html")) {
            return in.readAllBytes();
        }
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (service != null) {
            service.close();
        }
        if (pages != null) {
            pages.stop(0);
        }
    }

    @Test
    void the_tutorial_runs_from_a_file(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("教程 1.html"), tutorial());

        assertEquals(SEEN, tutorialAt(file.toUri().toString()));
    }

    @Test
    void the_tutorial_runs_from_localhost() {
        assertEquals(SEEN, tutorialAt("http://localhost:" + pages.getAddress().getPort() + "/"));
    }

    @Test
    void the_tutorial_runs_from_the_address() {
        assertEquals(SEEN, tutorialAt("http://127.0.0.1:" + pages.getAddress().getPort() + "/"));
    }

    private static String tutorialAt(String page) {
        browser.get("about:blank"); // a new hash alone would not load the page again
        browser.get(page + "#ws://localhost:" + service.port() + "/");
        return (String) browser.executeAsyncScript("window.tutorial(arguments[0]);");
    }

    private static final String FAILED = "error; close 1006 false";
    private static final String BROKEN = "open; " + FAILED;
    private static final Map<String, String> OTHERS = Map.of(
            "bad/connection-twice", "open",
            "bad/http-10", "open",
            "bad/ping-flood", "open",
            "bad/length-long", "open",
            "bad/length-short", "open; message Hello; " + FAILED);

    /** What the documentation of each fault says of Chromium; all that it waits for are at the end, since it connects in turn. */
    @Test
    void each_fault_shows_what_is_said_of_it() {
        browser.get("http://localhost:" + service.port() + "/");
        Map<String, String> expected = new LinkedHashMap<>();
        for (BehaviorDefinition row : FaultDefinitions.FAULTS) {
            boolean isAnswer = row.broken().orElseThrow().level() == BrokenRule.Level.HANDSHAKE;
            expected.put(row.example(), OTHERS.getOrDefault(row.word(), isAnswer ? FAILED : BROKEN));
        }
        expected.put("bad/close-code?code=999", "open; close 999 true");
        expected.remove("bad/half");
        expected.put("bad/half", "");

        Object seen = chromium.run(Chromium.resource("faults.js"), expected);

        assertEquals(lines(expected), lines((Map<?, ?>) seen));
    }

    private static String lines(Map<?, ?> seen) {
        return seen.entrySet().stream()
                .map(each -> each.getKey() + " → " + each.getValue())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** Why a target that is not ASCII is refused, and other characters that no URL should have are not. */
    @Test
    void a_target_is_ascii_though_not_always_a_valid_one() {
        browser.get("http://localhost:" + service.port() + "/");

        Object text = browser.executeAsyncScript("const done = arguments[0];"
                + "new WebSocket(`ws://${location.host}/send?text=名|[]{}^\\``).onmessage = e => done(e.data);");

        assertEquals("名|[]{}^`", text);
        List<Attempt> attempts = service.server().attempts();
        assertEquals(
                "/send?text=%E5%90%8D|[]{}^`",
                attempts.get(attempts.size() - 1).handshake().target());
    }

    @Test
    void the_policy_turns_a_slip_into_an_error() {
        browser.get("http://localhost:" + service.port() + "/");

        String slip = (String) browser.executeScript(
                "try { document.body.innerHTML = '<b>x</b>'; return 'set'; } catch (e) { return e.name; }");

        assertEquals("TypeError", slip);
    }

    @Test
    void a_link_to_a_path_tries_it() {
        browser.get("http://localhost:" + service.port() + "/echo?lang=en");

        String first = (String) browser.executeScript("return document.querySelector('#log li').textContent");

        assertEquals("1 new WebSocket(\"ws://localhost:" + service.port() + "/echo\")", first);
        assertTrue(browser.getTitle().contains("WebSocket"));
    }
}
