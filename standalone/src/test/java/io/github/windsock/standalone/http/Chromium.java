package io.github.windsock.standalone.http;

import io.github.windsock.standalone.RequiredTool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real Chromium, in which {@code evil.test} is a name that leads to this machine. */
final class Chromium implements AutoCloseable {
    private final ChromeDriver driver;

    Chromium() {
        Path tool = RequiredTool.tool("chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(RequiredTool.tool("chromium", "chromium-browser", "google-chrome")
                .toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP evil.test 127.0.0.1");
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(tool.toFile())
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        resize(1280, 900);
    }

    ChromeDriver driver() {
        return driver;
    }

    void resize(int width, int height) {
        driver.executeCdpCommand( // a window has a least width of its own
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /**
     * Runs a function of the page's, with helpers: {@code until(look)} waits until something is there, {@code $} finds an
     * element.
     *
     * @param body of an asynchronous function
     * @param values its {@code args}
     * @return what it returned, or why it failed
     */
    Object run(String body, Object... values) {
        return driver.executeAsyncScript(resource("helpers.js") + """
                const args = [...arguments].slice(0, -1);
                const done = arguments[arguments.length - 1];
                (async () => {
                """ + body + """
                })().then(done, e => done("failed: " + e + " " + e.stack));
                """, values);
    }

    /** Returns what the developer tools complain about, such as a policy that was broken. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getMessage())
                .toList();
    }

    static String resource(String name) {
        try (InputStream in = Chromium.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
