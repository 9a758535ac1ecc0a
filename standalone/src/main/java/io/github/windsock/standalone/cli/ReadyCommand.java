package io.github.windsock.standalone.cli;

import io.github.windsock.standalone.text.Escaped;
import io.github.windsock.standalone.text.Exit;
import io.github.windsock.standalone.text.UsageError;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks whether a server answers, for container health checks and CI. */
@Command(name = "ready")
final class ReadyCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration ONE_TRY = Duration.ofSeconds(2);

    private final Program program;

    @Option(names = "--wait", paramLabel = "TIME", converter = Converters.Time.class)
    private Duration wait = Duration.ZERO;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "URL", arity = "0..1", descriptionKey = "ready.url")
    private @Nullable String url;

    ReadyCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws InterruptedException {
        URI health = health();
        long end = System.nanoTime() + wait.toNanos();
        String last;
        do {
            last = tryOnce(health);
            if (last.isEmpty()) {
                program.out().line(program.texts().text("ready.yes", health));
                return Exit.OK;
            }
        } while (pause(end));
        program.err().line(program.texts().text("ready.no", health, Escaped.plain(last)));
        return Exit.FAILED;
    }

    /**
     * Waits before the next try; returns false if the time is over. Polls, because nothing reports when another process
     * begins to listen.
     */
    private static boolean pause(long end) throws InterruptedException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        TimeUnit.NANOSECONDS.sleep(Math.min(left, PAUSE.toNanos()));
        return true;
    }

    private URI health() {
        String port = program.environment().getOrDefault("ECHO_PORT", String.valueOf(ServeOptions.DEFAULT_PORT));
        String given =
                url == null ? (hasTls() ? "https" : "http") + "://localhost:" + port : url.replaceFirst("^ws", "http");
        try {
            URI uri = URI.create(given);
            if (uri.getHost() == null
                    || uri.getScheme() == null
                    || !uri.getScheme().startsWith("http")) {
                throw new UsageError(Exit.USAGE, program.texts().text("ready.bad-url", Escaped.plain(given)));
            }
            return uri.resolve("/healthz");
        } catch (IllegalArgumentException e) {
            throw new UsageError(Exit.USAGE, program.texts().text("ready.bad-url", Escaped.plain(given)), e);
        }
    }

    /** Returns whether a server with the same variables, such as in the same container, uses TLS. */
    private boolean hasTls() {
        String tls = program.environment().getOrDefault("ECHO_TLS", "");
        return Converters.yesOrNo(tls).equals("true")
                || program.environment().containsKey("ECHO_TLS_CERT")
                || program.environment().containsKey("ECHO_TLS_KEYSTORE");
    }

    /** Returns why the server is not ready, empty if it is. */
    private static String tryOnce(URI health) {
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) ONE_TRY.toMillis());
            connection.setReadTimeout((int) ONE_TRY.toMillis());
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == 200 ? "" : "HTTP " + status;
        } catch (SSLHandshakeException e) {
            return ""; // the server answers with TLS, so it is ready; trust does not matter here
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
