package io.github.windsock.standalone;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns the words of the command line into values. What cannot be read is described by a key of the catalogue. */
final class Converters {
    private Converters() {}

    /** Reads a time. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Values.duration(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("error.duration");
            }
        }
    }

    /** Reads a number of bytes. */
    static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Values.size(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("error.size");
            }
        }
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
