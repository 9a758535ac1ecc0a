package io.github.windsock.standalone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.standalone.ForeignClients;
import io.github.windsock.standalone.TestProgram;
import io.github.windsock.standalone.cli.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebDriver;

/** The console, as somebody uses it in a real Chromium. */
class ConsoleBrowserTests {
    private static final boolean SOAK = Boolean.getBoolean("windsock.soak");

    private static Chromium chromium;
    private static Service service;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @BeforeEach
    void restart() {
        if (service != null) {
            chromium.driver().get("about:blank"); // a page would look for its server again and again, and complain
            service.close();
        }
        service = new TestProgram().serve("--port", "0", "--quiet");
    }

    private static void show(String path) {
        chromium.driver().get("http://localhost:" + service.port() + path);
    }

    @ParameterizedTest
    @CsvSource({"en, ?lang=zh", "zh, ?lang=en"})
    void every_control_does_what_it_says(String language, String other) {
        show("/?lang=" + language);

        Object said = chromium.run(Chromium.resource("controls.js"));

        assertEquals("""
                wrong digits: true
                chosen: true
                JSON: {
                  "a": [
                    1
                  ]
                }
                hex: 000000  7b 22 61 22 3a 5b 31 5d 7d                       {"a":[1]}
                text: {"a":[1]}
                copied: {"a":[1]}
                hidden: true
                wrong JSON: true
                no such behavior: true
                filtered:  onmessage | TEXT 7 B | changed
                paused: true
                saved text: true
                saved json: true
                saved har: 1.2
                junit: true
                js: true
                wscat: true
                wsc: true
                saved script: true
                copied script: true
                address: true
                tutorial: true
                program: true
                in the filter: true
                help: true
                keys are off: true
                theme: true
                language: %s
                not used:\s""".formatted(other), said);
        assertEquals(language, chromium.run("return document.documentElement.lang"));
    }

    /** A browser sends requests side by side, and the later one may be served first. */
    @Test
    void commands_are_sent_one_after_another() {
        show("/?lang=en");

        Object sent = chromium.run("""
                const asked = [];
                let goOn;
                const held = new Promise(resolve => goOn = resolve);
                const both = new Promise(resolve => {
                  const fetched = fetch;
                  window.fetch = async (url, init) => {
                    if (init.method === "POST") {
                      asked.push(url.pathname.split("/").pop());
                      if (asked.length === 1) await held;
                      else resolve();
                    }
                    return fetched(url, init);
                  };
                });
                $("#client button.main").click();
                (await until(() => button("/"))).click();
                await until(() => !$("#act-fields").disabled);
                $("[data-command=stall]").click();
                $("[data-command=resume]").click();
                await new Promise(resolve => setTimeout(resolve)); // a task, in which both would have been sent
                const early = asked.join();
                goOn();
                await both;
                $("#disconnect").click();
                return [early, asked.join()].join(" then ");
                """);

        assertEquals("stall then stall,resume", sent);
    }

    /** Each event stands under the number of its socket, and an older run marks no step of a newer one. */
    @Test
    void events_belong_to_their_sockets() {
        show("/?lang=en");

        Object log = chromium.run("""
                quick();
                const path = wanted => [...document.querySelectorAll("a.try")].find(each => each.getAttribute("href").startsWith(wanted));
                path("/slow-open").click();
                path("/never-open").click();
                $("#run").click();
                await until(() => document.querySelectorAll("#steps .done").length === 4);
                $("#run").click();
                const early = document.querySelectorAll("#steps .done").length;
                await until(() => document.querySelectorAll("#steps .done").length === 7);
                return [early, ...log()].join("\\n");
                """);

        String url = "ws://localhost:" + service.port();
        List<String> lines = List.of(log.toString().split("\n"));
        assertEquals("1", lines.get(0), "steps after the second run began");
        assertEquals(
                List.of(
                        "1 new WebSocket(\"" + url + "/slow-open?by=3s&then=echo\")",
                        "1 onerror",
                        "1 onclose code=1006 reason=\"\" wasClean=false",
                        "1 (a page does not learn why; the list of refused attempts has the reason)"),
                lines.stream().filter(line -> line.startsWith("1 ")).toList());
        assertEquals(
                List.of("2 new WebSocket(\"" + url + "/never-open\")"),
                lines.stream().filter(line -> line.startsWith("2 ")).toList());
        assertEquals(
                List.of(
                        "3 new WebSocket(\"" + url + "/\")",
                        "3 onopen",
                        "3 send(\"hello WebSocket\")",
                        "3 onmessage \"hello WebSocket\"",
                        "3 onclose code=1005 reason=\"\" wasClean=true"),
                lines.stream().filter(line -> line.startsWith("3 ")).toList());
        assertEquals("4 onclose code=3005 reason=\"我就是要关闭它\" wasClean=true", lines.get(lines.size() - 1));
    }

    /** Two that have each value once; in the soak, all. */
    static Stream<Arguments> looks() {
        return Stream.of("en", "zh")
                .flatMap(language -> Stream.of("light", "dark")
                        .flatMap(theme -> Stream.of(1280, 320)
                                .filter(width -> SOAK
                                        || language.equals("en") == theme.equals("light")
                                                && theme.equals("light") == (width == 1280))
                                .map(width -> Arguments.of(language, theme, width))));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void axe_finds_nothing_in_any_state(String language, String theme, int width) throws Exception {
        String axe = Files.readString(ForeignClients.npmPackages().resolve("node_modules/axe-core/axe.min.js"));
        chromium.resize(width, 900);
        try {
            show("/?lang=" + language);
            chromium.driver().executeScript(axe);

            assertEquals(
                    "empty, tutorial, text, JSON, hex, copy, keys, filtered, paths",
                    chromium.run(Chromium.resource("states.js"), theme, SOAK || width == 1280));
            service.close();
            assertEquals("gone, as wide as true", chromium.run(Chromium.resource("gone.js")));
        } finally {
            chromium.resize(1280, 900);
        }
    }

    @Test
    void what_strangers_send_stays_text() {
        show("/?lang=en");
        List<String> hostile = List.of(
                "</script><script>alert(1)</script><img src=x onerror=alert(2)>",
                "\u202egnp.exe\u202c",
                "\u001b[31mred\u0007",
                "{\"a\":\"<b>\"}");

        Object shown = chromium.run(Chromium.resource("hostile.js"), hostile);

        assertEquals(hostile, shown);
    }

    /** A page can close with 1000 and 3000 to 4999. With another code the browser failed the connection, and its page sees 1006. */
    @Test
    void each_row_names_what_the_page_calls_and_gets() {
        show("/?lang=en");

        Object seen = chromium.run("""
                const seen = [];
                for (const path of ["/close?code=3005&reason=bye", "/bad/utf8", "/drop", "/refuse?status=503"]) {
                  const got = [];
                  const socket = new WebSocket(location.origin.replace("http", "ws") + path);
                  const end = new Promise(resolve => { socket.onclose = event => resolve(got.push(`onclose ${event.code}`)); });
                  socket.onerror = () => got.push("onerror");
                  await end;
                  seen.push(`${path}: ${got.join(", ")}`);
                }
                const own = new WebSocket(location.origin.replace("http", "ws") + "/silent");
                own.onopen = () => own.close(3000, "own");
                await new Promise(resolve => { own.onclose = resolve; });
                await until(() => row("(onerror) onclose") && rows().filter(each => each.includes("TCP")).length === 4);
                const events = rows().map(each => each.split(" | ")).filter(each => !["new WebSocket()", "onopen", "—"].includes(each[2]));
                return [...seen, ...events.map(each => each.slice(2).join(" | "))].join("\\n");
                """);

        assertEquals("""
                /close?code=3005&reason=bye: onclose 3005
                /bad/utf8: onerror, onclose 1006
                /drop: onclose 1006
                /refuse?status=503: onerror, onclose 1006
                onclose | TCP 3005 | wasClean=true code=3005 reason="bye"
                onerror, onclose | CLOSE 1002 | Invalid UTF-8 in text frame (the client failed the connection: a page sees 1006)
                (onerror) onclose | TCP 1006 | wasClean=false code=1006 reason="" (the server closed the connection without a Close frame)
                onerror, onclose | 503 | refuse(503)
                close() | CLOSE 3000 | own
                onclose | TCP 3000 | wasClean=true code=3000 reason="own\"""", seen);
    }

    /** Only what can be seen is in the document, so that its size does not grow with what has happened. */
    @Test
    void ten_thousand_events_scroll() {
        show("/?lang=en");
        chromium.run("""
                const socket = new WebSocket(location.origin.replace("http", "ws") + "/silent");
                await new Promise(resolve => { socket.onopen = resolve; });
                window.socket = socket;
                return await until(() => button("/silent"));
                """);
        ServerConnection connection = service.server().connections().get(0);
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 500; j++) {
                connection.send(String.valueOf(500 * i + j));
            }
        }

        Object shown = chromium.run("""
                await until(() => rows().some(each => each.endsWith("| 9999")));
                const count = document.querySelectorAll("#rows tr").length;
                $("#scroll").scrollTop = 0; // which stops following
                await until(() => rows()[0].includes("new WebSocket()"));
                const early = document.querySelectorAll("#rows tr").length;
                $("#scroll").scrollTop = $("#scroll").scrollHeight; // which goes on with it
                new WebSocket(location.origin.replace("http", "ws") + "/send?text=short");
                await until(() => rows().some(each => each.endsWith("| short")));
                (await until(() => button("/send?text=short"))).click();
                await until(() => rows().length === 3);
                return [count < 60, early < 60, $("#scroll").scrollTop, $("#follow").checked].join(" ");
                """);

        assertEquals("true true 0 true", shown);
    }

    /** Nothing scrolls sideways, and a message can be read in the timeline, also after the window has got another size. */
    @Test
    void messages_are_in_sight_at_every_width() {
        try {
            show("/?lang=en");
            chromium.run("""
                    const socket = new WebSocket(location.origin.replace("http", "ws") + "/echo");
                    await new Promise(resolve => { socket.onopen = resolve; });
                    for (let i = 0; i < 20; i++) socket.send(`hello ${i}`);
                    return await until(() => rows().some(each => each.endsWith("onmessage | TEXT 8 B | hello 19")));
                    """);
            for (int width : List.of(640, 1024, 320, 768, 1280, 480)) {
                chromium.resize(width, 800);
                assertEquals("", chromium.run("""
                        const drawn = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
                        while (innerWidth !== args[0]) await drawn();
                        await drawn(); // with the new size, which has the rows drawn
                        await drawn();
                        await drawn();
                        const wide = [document.documentElement, $("#scroll")].filter(each => each.scrollWidth > each.clientWidth);
                        const cell = $("#rows").lastElementChild.lastElementChild.getBoundingClientRect();
                        const box = $("#scroll").getBoundingClientRect();
                        const isIn = cell.left >= box.left && Math.min(cell.right, box.right) - cell.left >= 55;
                        const isLast = cell.top >= box.top && cell.bottom <= box.bottom;
                        const header = $("header");
                        const said = [...wide.map(each => `#${each.id} scrolls`), header.scrollHeight > header.clientHeight && "the header is cut", !isIn && `from ${cell.left} to ${cell.right}`, !isLast && `at ${cell.bottom}`];
                        return said.filter(Boolean).join(", ");
                        """, width), width + " px");
            }
        } finally {
            chromium.resize(1280, 900);
        }
    }

    @Test
    void a_thousand_messages_at_once_are_all_shown() {
        show("/?lang=en");
        chromium.run("""
                const socket = new WebSocket(location.origin.replace("http", "ws") + "/silent");
                return await until(() => button("/silent")?.textContent.includes("open"));
                """);
        ServerConnection connection = service.server().connections().get(0);
        for (int i = 0; i < 1000; i++) {
            connection.send(String.valueOf(i));
        }

        Object shown = chromium.run("""
                await until(() => rows().some(each => each.endsWith("| 999")) && button("/silent").textContent.includes("1002 events"));
                return button("/silent").textContent;
                """);

        assertTrue(shown.toString().contains("1002 events"), shown::toString);
    }

    @Test
    void a_page_of_another_origin_and_a_name_that_was_led_here_read_and_send_nothing() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] page = "<title>other</title>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try {
            for (String name : List.of("localhost", "evil.test")) {
                chromium.driver()
                        .get("http://" + name + ":" + other.getAddress().getPort() + "/");

                Object read = chromium.run("""
                        const api = `http://localhost:${args[0]}/api/`;
                        const seen = [];
                        const ask = async (path, init) => {
                          try {
                            const response = await fetch(api + path, init);
                            seen.push(`${response.type} ${response.status}`);
                          } catch (e) {
                            seen.push(e.name);
                          }
                        };
                        await ask("events", { headers: { "X-Windsock-Token": "local" } });
                        await ask("events", { mode: "no-cors" });
                        await ask("connections/1/drop", { method: "POST", headers: { "Content-Type": "application/json", "X-Windsock-Token": "local" }, body: "{}" });
                        await ask("connections/1/drop", { method: "POST", mode: "no-cors", body: "{}" });
                        return seen.join(", ");
                        """, service.port());

                assertEquals("TypeError, TypeError, TypeError, TypeError", read, name);
            }
            chromium.driver().get("http://evil.test:" + service.port() + "/api/export?as=json");
            assertTrue(
                    chromium.driver().getPageSource().contains("This server does not accept the host name evil.test"));
            assertEquals("403", chromium.run("""
                            return String((await fetch("/api/export?as=json", { headers: { "X-Windsock-Token": "local" } })).status);
                            """));
        } finally {
            other.stop(0);
        }
    }

    @Test
    void the_page_comes_back_when_the_server_does_and_does_not_lose_its_place() {
        show("/?lang=en");

        Object seen = chromium.run("""
                await until(() => $("#feed").className === "good");
                new WebSocket(location.origin.replace("http", "ws") + "/close?code=3005&reason=first");
                await until(() => button("3005"));
                return "seen";
                """);
        assertEquals("seen", seen);
        int port = service.port();
        service.close();
        assertEquals(
                "○ the server does not answer; trying again",
                chromium.run("await until(() => $('#feed').className === 'bad'); return $('#feed').textContent;"));
        service = new TestProgram().serve("--port", String.valueOf(port), "--quiet");

        assertEquals("0", chromium.run("""
                        await until(() => $("#feed").className === "good");
                        await until(() => !button("3005"));
                        return String(document.querySelectorAll("#conns button").length);
                        """));
    }

    /** However many connections there are, and however long their paths. */
    @Test
    void refused_attempts_are_in_sight() {
        WebDriver.Window window = chromium.driver().manage().window();
        Dimension before = window.getSize();
        window.setSize(new Dimension(1400, 1000));
        show("/?lang=en");

        Object seen = chromium.run("""
                await until(() => $("#feed").className === "good");
                const url = location.origin.replace("http", "ws");
                for (let i = 0; i < 30; i++) new WebSocket(url + "/echo?answer-header=X:" + "y".repeat(300));
                await until(() => document.querySelectorAll("#conns .good").length === 30);
                new WebSocket(url + "/nope");
                await until(() => $("#refused li"));
                const refused = $("#refused li").getBoundingClientRect();
                const item = $("#conns button");
                return [
                  refused.bottom <= innerHeight,
                  refused.top >= $("#conns").getBoundingClientRect().bottom,
                  item.getBoundingClientRect().height < 130,
                  item.querySelector(".headline").title.length].join(" ");
                """);

        window.setSize(before);
        assertEquals("true true true 322", seen);
    }

    @Test
    void its_files_are_at_most_80_kilobytes() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/github/windsock/standalone/http/page"))) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }

        assertTrue(size <= 80_000, size + " bytes");
    }

    @Test
    void nothing_is_complained_about_by_the_policy() {
        chromium.complaints(); // of the tests before, in which pages are refused, or lose their server, on purpose
        show("/?lang=en");
        chromium.run(
                "await until(() => $('#feed').className === 'good'); $('#run').click(); await until(() => row('onmessage'));");

        assertEquals(List.of(), chromium.complaints());
    }
}
