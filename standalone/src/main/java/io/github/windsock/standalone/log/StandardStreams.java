package io.github.windsock.standalone.log;

import io.github.windsock.internal.text.TerminalColor;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The standard streams of the process, each with the charset and the colors that it can show. */
public final class StandardStreams {
    private StandardStreams() {}

    /** Returns the output stream. */
    public static Terminal out(Map<String, String> environment) {
        return terminal(FileDescriptor.out, 1, "stdout", environment);
    }

    /** Returns the error stream. */
    public static Terminal err(Map<String, String> environment) {
        return terminal(FileDescriptor.err, 2, "stderr", environment);
    }

    private static Terminal terminal(
            FileDescriptor descriptor, int number, String name, Map<String, String> environment) {
        return new Terminal(
                new FileOutputStream(
                        descriptor), // not System.out, which replaces characters that it cannot encode by ?
                charset(name, System.getProperties(), environment),
                TerminalColor.isOn(number, environment));
    }

    /**
     * Returns the charset of a stream. JDK 17 has it in one of three properties, depending on the kind of stream. But
     * it supports only installed locales, and a container usually has none; so the environment variables come first.
     */
    static Charset charset(String stream, Properties properties, Map<String, String> environment) {
        if (saysUtf8(environment)) {
            return StandardCharsets.UTF_8;
        }
        return Stream.of(stream + ".encoding", "sun." + stream + ".encoding", "native.encoding")
                .map(properties::getProperty)
                .filter(name -> name != null && Charset.isSupported(name))
                .findFirst()
                .map(Charset::forName)
                .orElse(Charset.defaultCharset());
    }

    /** As in POSIX, the first variable that is set decides. */
    private static boolean saysUtf8(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .filter(value -> value.toLowerCase(Locale.ROOT).matches(".*\\.utf-?8.*"))
                .isPresent();
    }
}
