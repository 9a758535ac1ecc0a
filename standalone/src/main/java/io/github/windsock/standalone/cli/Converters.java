package io.github.windsock.standalone.cli;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Numbers;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.Trait;
import io.github.windsock.standalone.http.BehaviorDocs;
import io.github.windsock.standalone.text.Values;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts arguments of the command line. The message of an exception is the key of a text. */
final class Converters {
    private Converters() {}

    /** Reads a time. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.read(text).orElseThrow(() -> new TypeConversionException("error.duration"));
        }
    }

    /** Reads the size of a message in bytes. */
    static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return within(1, Integer.MAX_VALUE - 8, Values.size(text), "error.size");
            } catch (NumberFormatException e) {
                throw new TypeConversionException("error.size");
            }
        }
    }

    /** Reads the path of a folder, which must exist. */
    static final class Folder implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            try {
                Path folder = Path.of(text);
                if (!text.isEmpty() && Files.isDirectory(folder)) {
                    return folder;
                }
            } catch (InvalidPathException e) {
                throw new TypeConversionException("error.folder");
            }
            throw new TypeConversionException("error.folder");
        }
    }

    /** Reads a name or an address to listen on. */
    static final class Address implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            String address = text.strip();
            if (address.isEmpty() || address.contains("/") || address.matches("[^:]*:[0-9]*")) {
                throw new TypeConversionException("error.address");
            }
            return address;
        }
    }

    /** Reads a subprotocol, or a word for which one to choose. */
    static final class Subprotocol implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                Trait unused = Behaviors.subprotocol(text);
                return text;
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("error.protocol");
            }
        }
    }

    /** Reads the interval of a repeated action, within the limits of URLs; zero for never. */
    static final class Interval implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.read(text)
                    .filter(every -> every.isZero()
                            || (every.compareTo(BehaviorDocs.SHORTEST_INTERVAL) >= 0
                                    && every.compareTo(BehaviorDocs.LONGEST_INTERVAL) <= 0))
                    .orElseThrow(() -> new TypeConversionException("error.interval"));
        }
    }

    /** Reads the path of a file, which may not exist. */
    static final class File implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            try {
                if (!text.isEmpty()) {
                    return Path.of(text);
                }
            } catch (InvalidPathException e) {
                throw new TypeConversionException("error.file");
            }
            throw new TypeConversionException("error.file");
        }
    }

    /** Reads an origin as browsers send it. */
    static final class OriginOption implements ITypeConverter<String> {
        private static final String FORM = "null|(?i:[a-z][a-z0-9+.-]*)://[!-~&&[^/?#@]]+";

        @Override
        public String convert(String text) {
            return matching(FORM, text, "error.origin");
        }
    }

    /** Reads a host as in a Host header, without its port. */
    static final class HostOption implements ITypeConverter<String> {
        private static final String FORM = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]";

        @Override
        public String convert(String text) {
            return matching(FORM, text, "error.host");
        }
    }

    private static String matching(String form, String text, String otherwise) {
        String stripped = text.strip();
        if (!stripped.matches(form)) {
            throw new TypeConversionException(otherwise);
        }
        return stripped;
    }

    /** Reads a port. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 0, 65_535, "error.port");
        }
    }

    /** Reads a number, 1 or more. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 1, 1_000_000, "error.count");
        }
    }

    private static int number(String text, int least, int most, String otherwise) {
        try {
            return (int) within(least, most, Numbers.parseInt(text), otherwise);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(otherwise);
        }
    }

    private static long within(long least, long most, long value, String otherwise) {
        if (value < least || value > most) {
            throw new TypeConversionException(otherwise);
        }
        return value;
    }

    /**
     * Reads the value of a boolean environment variable.
     *
     * @return {@code true}, {@code false}, or the text itself if it is neither
     */
    static String yesOrNo(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> "true";
            case "false", "0", "no", "off" -> "false";
            default -> text;
        };
    }

    /** Reads the value of {@code --any-path}. */
    static final class Path404 implements ITypeConverter<ServeOptions.AnyPath> {
        @Override
        public ServeOptions.AnyPath convert(String text) {
            return switch (text) {
                case "404" -> ServeOptions.AnyPath.notfound;
                case "echo" -> ServeOptions.AnyPath.echo;
                default -> throw new TypeConversionException("error.any-path");
            };
        }
    }
}
