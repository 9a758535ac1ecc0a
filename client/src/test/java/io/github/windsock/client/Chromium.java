package io.github.windsock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium with an empty profile, and one page in it. */
final class Chromium implements AutoCloseable {
    private final Path profile;
    private final WireServer pages;
    private final ChromeDriver driver;

    private Chromium(Path browser, Path chromeDriver, String script) {
        try {
            profile = Files.createTempDirectory("chromium");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pages = WireServer.playing(peer -> {
            peer.readRequest();
            byte[] body = ("<!doctype html><meta charset=utf-8><title>scenarios</title><script>" + script + "</script>")
                    .getBytes(UTF_8);
            peer.raw(("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(UTF_8));
            peer.raw(body);
        });
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromeDriver.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(120));
        driver.get(pages.url().replace("ws:", "http:") + "/");
    }

    /** Starts it on a page that has run the script; says aloud what is skipped where it is not installed. */
    static Optional<Chromium> start(String script, String what) {
        Optional<Chromium> chromium = onPath("chromium", "chromium-browser", "google-chrome")
                .flatMap(browser ->
                        onPath("chromedriver").map(chromeDriver -> new Chromium(browser, chromeDriver, script)));
        if (chromium.isEmpty()) {
            System.out.println("=== SKIPPED: " + what + " in Chromium: put chromium and chromedriver on the PATH");
        }
        return chromium;
    }

    /** Returns what was seen in Chromium. Without it the test is skipped, or fails where continuous integration runs it. */
    static <T> T orSkip(Optional<T> seen) {
        if (seen.isEmpty()) {
            String message = "chromium or chromedriver is not installed";
            if ("true".equals(System.getenv("CI"))) {
                fail(message);
            }
            abort(message);
        }
        return seen.orElseThrow();
    }

    private static Optional<Path> onPath(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(names)
                .flatMap(
                        name -> List.of(path.split(File.pathSeparator)).stream().map(at -> Path.of(at, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script whose last argument is what it calls when it is done. */
    Object runAsync(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    @Override
    public void close() {
        driver.quit();
        pages.close();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
