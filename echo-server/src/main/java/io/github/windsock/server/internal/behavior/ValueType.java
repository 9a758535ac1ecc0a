package io.github.windsock.server.internal.behavior;

import io.github.windsock.CloseStatus;
import io.github.windsock.Payload;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Text;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a parameter of a behavior is: how it is read from a URL, and how it is written there and in Java. */
public enum ValueType {
    /** A {@link Duration}. */
    DURATION("duration") {
        @Override
        Object parse(String text) {
            return Durations.read(text)
                    .orElseThrow(() ->
                            new IllegalArgumentException("is no duration; write it as 20ms, 3s, 2m or 1h"));
        }

        @Override
        String url(Object value) {
            return Durations.write((Duration) value);
        }

        @Override
        String java(Object value) {
            Duration duration = (Duration) value;
            for (Unit unit : Unit.values()) {
                if (unit.divides(duration)) {
                    return unit.method + "(" + literal(unit.count(duration)) + ")";
                }
            }
            throw new IllegalStateException("every duration is a number of nanoseconds");
        }
    },

    /** A {@link Duration} without parts of seconds. */
    SECONDS("duration") {
        @Override
        Object parse(String text) {
            return DURATION.parse(text);
        }

        @Override
        String url(Object value) {
            return DURATION.url(value);
        }

        @Override
        String java(Object value) {
            return DURATION.java(value);
        }

        @Override
        void check(Object value, long min, long max) {
            if (((Duration) value).toNanosPart() != 0) {
                throw new IllegalArgumentException("is no number of whole seconds");
            }
            super.check(value, min, max);
        }
    },

    /** An {@code int} that counts something. */
    COUNT("number") {
        @Override
        Object parse(String text) {
            return number(text, 1, "is no number");
        }
    },

    /** An {@code int} of bytes. */
    SIZE("size") {
        @Override
        Object parse(String text) {
            Matcher matcher = SIZE_FORM.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("is no size in bytes; write it as 10, 64k or 1m");
            }
            int shift = matcher.group(2).isEmpty() ? 0 : matcher.group(2).equals("k") ? 10 : 20;
            return number(matcher.group(1), 1 << shift, "is too large");
        }
    },

    /** An HTTP status. */
    STATUS("HTTP status") {
        @Override
        Object parse(String text) {
            return number(text, 1, "is no HTTP status");
        }
    },

    /** A code of a Close frame. */
    CODE("close code") {
        @Override
        Object parse(String text) {
            return number(text, 1, "is no close code");
        }

        @Override
        void check(Object value, long min, long max) {
            CloseStatus.sendable((Integer) value, "");
        }
    },

    /** The reason of a Close frame. */
    REASON("text") {
        @Override
        void check(Object value, long min, long max) {
            CloseStatus.sendable(1000, (String) value);
        }
    },

    /** Any text. */
    TEXT("text"),

    /** A text of at least one character. */
    NAME("name") {
        @Override
        void check(Object value, long min, long max) {
            if (((String) value).isEmpty()) {
                throw new IllegalArgumentException("is empty; give it a name");
            }
        }
    },

    /** A token of HTTP (RFC 9110, section 5.6.2). */
    TOKEN("token") {
        @Override
        void check(Object value, long min, long max) {
            if (!TOKEN_FORM.matcher((String) value).matches()) {
                throw new IllegalArgumentException(
                        "is no token of HTTP; use letters, digits and !#$%&'*+-.^_`|~ (RFC 9110, section 5.6.2)");
            }
        }
    },

    /** The value of an HTTP header. */
    FIELD("text") {
        @Override
        void check(Object value, long min, long max) {
            requireField((String) value);
        }
    },

    /** HTTP headers, each as {@code Name: value}. */
    HEADERS("header") {
        @Override
        Object parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("is no header; write it as Name: value");
            }
            return Headers.NONE.add(
                    text.substring(0, colon), text.substring(colon + 1).strip());
        }

        @Override
        String url(Object value) {
            throw new IllegalStateException("headers are written one by one");
        }

        @Override
        String java(Object value) {
            throw new IllegalStateException("headers are written one by one");
        }

        @Override
        void check(Object value, long min, long max) {
            for (Headers.Line line : ((Headers) value).lines()) {
                TOKEN.check(line.name(), min, max);
                requireField(line.value());
            }
        }
    },

    /** A {@link TextTemplate}. */
    TEMPLATE("template") {
        @Override
        Object parse(String text) {
            return TextTemplate.of(text);
        }

        @Override
        String url(Object value) {
            return ((TextTemplate) value).text();
        }

        @Override
        void check(Object value, long min, long max) {
            ((TextTemplate) value).require(Set.of("n"), "a push");
        }

        @Override
        String java(Object value) {
            return value.toString();
        }
    },

    /** A {@link Payload}, in hexadecimal digits. */
    BYTES("bytes") {
        @Override
        Object parse(String text) {
            try {
                return Payload.of(HexFormat.of().parseHex(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("is not in hexadecimal digits; write it as 00ff10", e);
            }
        }

        @Override
        String url(Object value) {
            return HexFormat.of().formatHex(((Payload) value).toByteArray());
        }

        @Override
        String java(Object value) {
            StringJoiner bytes = new StringJoiner(", ", "new byte[] {", "}");
            for (byte each : ((Payload) value).toByteArray()) {
                bytes.add(Byte.toString(each));
            }
            return bytes.toString();
        }
    },

    /** A {@code boolean}. */
    SWITCH("on or off") {
        @Override
        Object parse(String text) {
            return switch (text) {
                case "on" -> true;
                case "off" -> false;
                default -> throw new IllegalArgumentException("is neither on nor off");
            };
        }

        @Override
        String url(Object value) {
            return (Boolean) value ? "on" : "off";
        }
    },

    /** An {@link Recipients}. */
    AUDIENCE("all or others") {
        @Override
        Object parse(String text) {
            return Arrays.stream(Recipients.values())
                    .filter(each -> url(each).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("is neither all nor others"));
        }

        @Override
        String url(Object value) {
            return ((Recipients) value).name().toLowerCase(Locale.ROOT);
        }

        @Override
        String java(Object value) {
            return "Audience." + value;
        }
    };

    private enum Unit {
        HOURS(Duration.ofHours(1), "ofHours"),
        MINUTES(Duration.ofMinutes(1), "ofMinutes"),
        SECONDS(Duration.ofSeconds(1), "ofSeconds"),
        MILLIS(Duration.ofMillis(1), "ofMillis"),
        NANOS(Duration.ofNanos(1), "ofNanos");

        final Duration length;
        final String method;

        Unit(Duration length, String method) {
            this.length = length;
            this.method = method;
        }

        boolean divides(Duration duration) {
            return length.multipliedBy(count(duration)).equals(duration) && (!duration.isZero() || this == MILLIS);
        }

        long count(Duration duration) {
            return duration.dividedBy(length);
        }
    }

    private static final Pattern SIZE_FORM = Pattern.compile("(\\d{1,10})([km]?)");
    private static final Pattern TOKEN_FORM = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern FIELD_FORM = Pattern.compile("[\\x20-\\x7e\\x80-\\xff]*");

    private final String title;

    ValueType(String title) {
        this.title = title;
    }

    /** Returns what the documentation calls it. */
    String title() {
        return title;
    }

    /** Reads a value; the message of what it throws follows the parameter's name and the text. */
    Object parse(String text) {
        return text;
    }

    /** Writes a value as {@link #parse} reads it. */
    String url(Object value) {
        return String.valueOf(value);
    }

    /** Writes a value as Java. */
    String java(Object value) {
        return value instanceof String text ? Text.quote(text) : String.valueOf(value);
    }

    /** Holds a value to its limits; the message of what it throws follows the parameter's name and the value. */
    void check(Object value, long min, long max) {
        if (value instanceof Integer number && (number < min || number > max)) {
            throw new IllegalArgumentException("is not between " + min + " and " + max);
        }
        if (value instanceof Duration duration && outside(duration, min, max)) {
            throw new IllegalArgumentException(
                    "is not between " + Durations.write(Duration.ofMillis(min)) + " and " + Durations.write(Duration.ofMillis(max)));
        }
    }

    private static boolean outside(Duration duration, long min, long max) {
        return duration.compareTo(Duration.ofMillis(min)) < 0 || duration.compareTo(Duration.ofMillis(max)) > 0;
    }

    /** Says the limits of {@link #check}, empty if there are none. */
    String limits(long min, long max) {
        return switch (this) {
            case DURATION, SECONDS -> Durations.write(Duration.ofMillis(min)) + " to " + Durations.write(Duration.ofMillis(max));
            case COUNT, STATUS -> max == Integer.MAX_VALUE ? "at least " + min : min + " to " + max;
            case SIZE -> "at least " + min + " byte";
            case CODE -> "1000-1003, 1007-1014 or 3000-4999";
            case REASON -> "at most 123 bytes in UTF-8";
            case NAME -> "not empty";
            case TOKEN -> "a token of HTTP";
            case BYTES -> "hexadecimal digits";
            case HEADERS -> "Name: value, may be repeated";
            default -> "";
        };
    }

    private static Object number(String text, int unit, String otherwise) {
        try {
            return Math.multiplyExact(Integer.parseInt(text), unit);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(otherwise, e);
        }
    }

    private static String literal(long number) {
        return number > Integer.MAX_VALUE ? number + "L" : Long.toString(number);
    }

    private static void requireField(String value) {
        if (!FIELD_FORM.matcher(value).matches() || !value.equals(value.strip())) {
            throw new IllegalArgumentException(
                    "cannot be the value of a header: it has blanks at an end, or a character that is no printable"
                            + " Latin-1");
        }
    }
}
