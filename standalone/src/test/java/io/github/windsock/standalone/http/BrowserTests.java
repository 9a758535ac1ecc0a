package io.github.windsock.standalone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.windsock.standalone.RequiredTool;
import io.github.windsock.standalone.TestProgram;
import io.github.windsock.standalone.cli.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** What a page in a real Chromium sees of the program. */
class BrowserTests {
    private static final String SEEN = "open 1; message hello WebSocket; close 3005 我就是要关闭它 true 3";

    private static ChromeDriver browser;
    private static Service service;
    private static HttpServer pages;

    @BeforeAll
    static void open() throws IOException {
        Path driver = RequiredTool.tool("chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(RequiredTool.tool("chromium", "chromium-browser", "google-chrome")
                .toFile());
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        ChromeDriverService chrome = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .build();
        browser = new ChromeDriver(chrome, options);
        browser.manage().timeouts().scriptTimeout(Duration.ofSeconds(20));
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
        if (browser != null) {
            browser.quit();
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

    @Test
    void the_page_runs_the_tutorial_in_place() {
        browser.get("http://localhost:" + service.port() + "/?lang=en");
        Object steps = browser.executeAsyncScript("""
                const done = arguments[0];
                const steps = document.getElementById("steps");
                new MutationObserver(() => {
                  if (steps.querySelectorAll(".done").length === 5) {
                    done([...document.querySelectorAll("#log li")].map(one => one.lastChild.textContent).join("\\n"));
                  }
                }).observe(steps, { attributes: true, subtree: true });
                document.getElementById("run").click();
                """);

        assertEquals("""
                new WebSocket("ws://localhost:%d/")
                onopen
                send("hello WebSocket")
                onmessage "hello WebSocket"
                close(3005, "我就是要关闭它")
                onclose code=3005 reason="我就是要关闭它" wasClean=true""".formatted(service.port()), steps);
        assertEquals(List.of(), complaints());
    }

    @Test
    void the_page_shows_what_arrives_as_text_only() {
        String hostile = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\u202egnp";
        browser.get("http://127.0.0.1:" + service.port() + "/?lang=zh");
        Object shown = browser.executeAsyncScript("""
                const [text, done] = arguments;
                const log = document.getElementById("log");
                const send = WebSocket.prototype.send;
                WebSocket.prototype.send = function () { send.call(this, text); };
                new MutationObserver(() => {
                  if (log.querySelector(".message")) {
                    done(log.querySelector(".message").lastChild.textContent + log.querySelectorAll("img, script").length);
                  }
                }).observe(log, { childList: true });
                document.querySelector("a.try").click();
                """, hostile);

        assertEquals("onmessage \"" + hostile + "\"0", shown);
        assertEquals("zh", browser.executeScript("return document.documentElement.lang"));
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

        String first = (String) browser.executeScript("return document.querySelector('#log li').lastChild.textContent");

        assertEquals("new WebSocket(\"ws://localhost:" + service.port() + "/echo\")", first);
        assertTrue(browser.getTitle().contains("WebSocket"));
    }

    /** What the console complains about, such as a policy that was broken. */
    private static List<String> complaints() {
        return browser.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getMessage())
                .toList();
    }
}
