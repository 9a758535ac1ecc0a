package io.github.windsock.standalone.cli;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.standalone.text.Values;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns the words of the command line into values. What cannot be read is described by a key of the catalogue. */
final class Converters {
    private Converters() {}

    /** Reads a time. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.read(text).orElseThrow(() -> new TypeConversionException("error.duration"));
        }
    }

    /** Reads a number of bytes, as many as a message can have. */
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

    /** Reads the path of a folder that is there. */
    static final class Folder implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            try {
                Path folder = Path.of(text);
                if (Files.isDirectory(folder)) {
                    return folder;
                }
            } catch (InvalidPathException e) {
                throw new TypeConversionException("error.folder");
            }
            throw new TypeConversionException("error.folder");
        }
    }

    /** Reads a port. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 0, 65_535, "error.port");
        }
    }

    /** Reads how many there may be of something. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 1, 1_000_000, "error.count");
        }
    }

    private static int number(String text, int least, int most, String otherwise) {
        try {
            return (int) within(least, most, Integer.parseInt(text), otherwise);
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
     * Reads a switch as people write it in variables.
     *
     * @return {@code true}, {@code false}, or what was written if it is neither
     */
    static String yesOrNo(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> "true";
            case "false", "0", "no", "off" -> "false";
            default -> text;
        };
    }

    /** Reads what unknown paths do. */
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
