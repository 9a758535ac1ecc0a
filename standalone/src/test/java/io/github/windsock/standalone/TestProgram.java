package io.github.windsock.standalone;

import io.github.windsock.standalone.cli.Program;
import io.github.windsock.standalone.cli.Service;
import io.github.windsock.standalone.log.Terminal;
import io.github.windsock.standalone.text.Texts;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Surroundings for the program in which all that it says can be read. */
public final class TestProgram {
    private static final Duration BOUND = Duration.ofSeconds(60);

    public final Map<String, String> environment = new HashMap<>();
    private final Charset charset;
    private final String language;
    private final Spoken out = new Spoken();
    private final Spoken err = new Spoken();

    public TestProgram() {
        this("en", StandardCharsets.UTF_8);
    }

    public TestProgram(String language, Charset charset) {
        this.language = language;
        this.charset = charset;
    }

    public Program program() {
        return new Program(
                environment, new Terminal(out, charset, false), new Terminal(err, charset, false), Texts.of(language));
    }

    public int run(String... args) {
        return program().run(args);
    }

    public Service serve(String... args) {
        return program().serve(args);
    }

    public String out() {
        return out.text();
    }

    public String err() {
        return err.text();
    }

    /** Waits until the log has a line. */
    public String awaitLine(Predicate<String> wanted) throws InterruptedException {
        return err.await(wanted);
    }

    private final class Spoken extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int unit) {
            write(new byte[] {(byte) unit}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] from, int offset, int length) {
            bytes.write(from, offset, length);
            notifyAll();
        }

        synchronized String text() {
            return bytes.toString(charset);
        }

        synchronized String await(Predicate<String> wanted) throws InterruptedException {
            long end = System.nanoTime() + BOUND.toNanos();
            while (true) {
                List<String> found = text().lines().filter(wanted).toList();
                if (!found.isEmpty()) {
                    return found.get(0);
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("no such line came; what was said:\n" + text());
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
    }
}
