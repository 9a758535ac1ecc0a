package io.github.windsock.server.internal.behavior;

import io.github.windsock.CloseStatus;
import io.github.windsock.Payload;
import io.github.windsock.internal.wire.HttpToken;
import io.github.windsock.internal.wire.UnsendableCode;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types of parameters. */
final class ValueTypes {
    static final ValueType<Duration> DURATION = new DurationType(false);
    static final ValueType<Duration> SECONDS = new DurationType(true);
    static final ValueType<Integer> COUNT = new NumberType("number", Words.NO_NUMBER, 1);
    static final ValueType<Integer> SIZE = new NumberType("size", Words.NO_SIZE, 1);
    static final ValueType<Integer> STATUS = new NumberType("HTTP status", Words.NO_STATUS, 0);

    static final ValueType<Integer> CODE = new ValueType<>("close code", Integer.class) {
        private final NumberType numbers = new NumberType("close code", Words.NO_CODE, 0);

        @Override
        Integer parse(String text) {
            return numbers.parse(text);
        }

        @Override
        void check(Integer value) {
            requireSendable(value);
        }

        @Override
        Phrase limits(@Nullable Range<Integer> range) {
            return Phrase.of(Words.SENDABLE_CODES);
        }
    };

    static final ValueType<Integer> ILLEGAL_CODE = new ChosenNumbers(
            "number", code -> code <= 65_535 && !CloseStatus.isSendable(code), Words.LEGAL_CODE, Words.ILLEGAL_CODES);
    static final ValueType<Integer> UNKNOWN_OPCODE = new ChosenNumbers(
            "number",
            opcode -> opcode >= 3 && opcode <= 7 || opcode >= 11 && opcode <= 15,
            Words.KNOWN_OPCODE,
            Words.UNKNOWN_OPCODES);

    static final ValueType<String> TEXT = new TextType("text", text -> {}, null);
    static final ValueType<String> REASON = new TextType("text", ValueTypes::requireShort, Words.SHORT_REASON);
    static final ValueType<String> NAME = new TextType("name", ValueTypes::requireName, Words.NOT_EMPTY);
    static final ValueType<String> TOKEN = new TextType("token", ValueTypes::requireToken, Words.TOKEN);
    static final ValueType<String> LOCATION = new TextType("text", ValueTypes::requireLocation, Words.NOT_EMPTY);

    static final ValueType<Headers> HEADERS = new ValueType<>("header", Headers.class) {
        @Override
        Headers parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new BehaviorProblem(Words.NO_HEADER);
            }
            return Headers.NONE.add(text.substring(0, colon), HttpToken.trim(text.substring(colon + 1)));
        }

        @Override
        List<String> urls(Headers value) {
            return value.lines().stream()
                    .map(line -> line.name() + ": " + line.value())
                    .toList();
        }

        @Override
        Optional<Headers> join(Headers before, Headers more) {
            return Optional.of(before.addAll(more));
        }

        @Override
        String call(String method, Headers value) {
            StringBuilder calls = new StringBuilder();
            value.lines()
                    .forEach(line -> calls.append('.')
                            .append(method)
                            .append('(')
                            .append(TEXT.java(line.name()))
                            .append(", ")
                            .append(TEXT.java(line.value()))
                            .append(')'));
            return calls.toString();
        }

        @Override
        void check(Headers value) {
            value.lines().forEach(line -> {
                requireToken(line.name());
                requireField(line.value());
                requireNoLength(line.name());
            });
        }

        @Override
        Phrase limits(@Nullable Range<Headers> range) {
            return Phrase.of(Words.HEADER_LINES);
        }
    };

    /** A header of the 101 response. */
    static final ValueType<Headers.Line> ANSWER_LINE = new ValueType<>("header", Headers.Line.class) {
        @Override
        Headers.Line parse(String text) {
            return HEADERS.parse(text).lines().get(0);
        }

        @Override
        String url(Headers.Line value) {
            return value.name() + ": " + value.value();
        }

        @Override
        String java(Headers.Line value) {
            return TEXT.java(value.name()) + ", " + TEXT.java(value.value());
        }

        @Override
        void check(Headers.Line value) {
            requireToken(value.name());
            requireField(value.value());
            requireFree(value.name());
        }

        @Override
        Phrase limits(@Nullable Range<Headers.Line> range) {
            return Phrase.of(Words.HEADER_LINES);
        }
    };

    static final ValueType<Headers.Line> COOKIE = new ValueType<>("cookie", Headers.Line.class) {
        @Override
        Headers.Line parse(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new BehaviorProblem(Words.NO_COOKIE);
            }
            return new Headers.Line(text.substring(0, equals), text.substring(equals + 1));
        }

        @Override
        String url(Headers.Line value) {
            return value.name() + "=" + value.value();
        }

        @Override
        String java(Headers.Line value) {
            return ANSWER_LINE.java(value);
        }

        @Override
        void check(Headers.Line value) {
            requireToken(value.name());
            if (!COOKIE_FORM.matcher(value.value()).matches()) {
                throw new BehaviorProblem(Words.NO_COOKIE_VALUE);
            }
        }

        @Override
        Phrase limits(@Nullable Range<Headers.Line> range) {
            return Phrase.of(Words.COOKIES);
        }
    };

    static final ValueType<TextTemplate> TEMPLATE = new ValueType<>("template", TextTemplate.class) {
        @Override
        TextTemplate parse(String text) {
            return TextTemplate.of(text);
        }

        @Override
        String url(TextTemplate value) {
            return value.text();
        }

        @Override
        void check(TextTemplate value) {
            value.require(Set.of("n"), Phrase.of(Words.A_PUSH));
        }
    };

    static final ValueType<Payload> BYTES = new ValueType<>("bytes", Payload.class) {
        @Override
        Payload parse(String text) {
            try {
                return Payload.of(HexFormat.of().parseHex(text));
            } catch (IllegalArgumentException e) {
                throw new BehaviorProblem(Phrase.of(Words.NOT_HEXADECIMAL), e);
            }
        }

        @Override
        String url(Payload value) {
            return HexFormat.of().formatHex(value.toByteArray());
        }

        @Override
        String java(Payload value) {
            StringJoiner bytes = new StringJoiner(", ", "new byte[] {", "}");
            for (byte each : value.toByteArray()) {
                bytes.add(Byte.toString(each));
            }
            return bytes.toString();
        }

        @Override
        Phrase limits(@Nullable Range<Payload> range) {
            return Phrase.of(Words.HEXADECIMAL);
        }
    };

    static final ValueType<Boolean> SWITCH = new ValueType<>("on or off", Boolean.class) {
        @Override
        Boolean parse(String text) {
            return switch (text) {
                case "on" -> true;
                case "off" -> false;
                default -> throw new BehaviorProblem(Words.NEITHER_ON_NOR_OFF);
            };
        }

        @Override
        String url(Boolean value) {
            return value ? "on" : "off";
        }
    };

    static final ValueType<Recipients> RECIPIENTS = new ValueType<>("all or others", Recipients.class) {
        @Override
        Recipients parse(String text) {
            return switch (text) {
                case "all" -> Recipients.ALL;
                case "others" -> Recipients.OTHERS;
                default -> throw new BehaviorProblem(Words.NEITHER_ALL_NOR_OTHERS);
            };
        }

        @Override
        String url(Recipients value) {
            return value == Recipients.ALL ? "all" : "others";
        }

        @Override
        String java(Recipients value) {
            return "Audience." + value;
        }
    };

    static final ValueType<TextSource> SOURCE = code(TextSource.class);
    static final ValueType<DelaySource> DELAYS = code(DelaySource.class);

    static final List<ValueType<?>> ALL = List.of(
            DURATION,
            SECONDS,
            COUNT,
            SIZE,
            STATUS,
            CODE,
            ILLEGAL_CODE,
            UNKNOWN_OPCODE,
            TEXT,
            REASON,
            NAME,
            TOKEN,
            LOCATION,
            HEADERS,
            ANSWER_LINE,
            COOKIE,
            TEMPLATE,
            BYTES,
            SWITCH,
            RECIPIENTS,
            SOURCE,
            DELAYS);

    private static final Pattern FIELD_FORM = Pattern.compile("[\\x20-\\x7e\\x80-\\xff]*");
    private static final Pattern COOKIE_FORM = Pattern.compile("[!\\x23-+\\x2d-:<-\\[\\]-~]*");

    private ValueTypes() {}

    /** Returns the type of code of the user, which has no URL form. */
    private static <T> ValueType<T> code(Class<T> type) {
        return new ValueType<>("code", type) {
            @Override
            T parse(String text) {
                throw new IllegalStateException("code has no URL form");
            }

            @Override
            boolean hasUrlForm() {
                return false;
            }
        };
    }

    private static void requireSendable(int code) {
        if (!CloseStatus.isSendable(code)) {
            throw UnsendableCode.of(code)
                    .map(each -> Phrase.of(Words.valueOf(each.name())))
                    .map(why -> new BehaviorProblem(Words.UNSENDABLE_BECAUSE, code, why))
                    .orElseGet(() -> new BehaviorProblem(Words.UNSENDABLE, code));
        }
    }

    private static void requireShort(String reason) {
        long length = Payload.ofText(reason).size();
        if (length > CloseStatus.MAX_REASON_BYTES) {
            throw new BehaviorProblem(Words.LONG_REASON, length, CloseStatus.MAX_REASON_BYTES);
        }
    }

    private static void requireName(String name) {
        if (name.isEmpty()) {
            throw new BehaviorProblem(Words.EMPTY);
        }
    }

    private static void requireToken(String text) {
        if (!HttpToken.is(text)) {
            throw new BehaviorProblem(Words.NO_TOKEN, "!#$%&'*+-.^_`|~");
        }
    }

    /** Refuses the headers of the handshake itself, which other traits or faults set. */
    private static void requireFree(String name) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "sec-websocket-protocol" -> throw new BehaviorProblem(Words.HEADER_OF_SUBPROTOCOL);
            case "sec-websocket-extensions" -> throw new BehaviorProblem(Words.HEADER_OF_COMPRESSION);
            case "connection", "upgrade", "sec-websocket-accept" ->
                throw new BehaviorProblem(Words.HEADER_OF_HANDSHAKE);
            case "content-length", "transfer-encoding" -> throw new BehaviorProblem(Words.HEADER_OF_BODY);
            default -> {
                // may be added
            }
        }
    }

    private static void requireNoLength(String name) {
        if (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding")) {
            throw new BehaviorProblem(Words.HEADER_OF_LENGTH);
        }
    }

    private static void requireLocation(String where) {
        if (where.isEmpty()) {
            throw new BehaviorProblem(Words.NOWHERE);
        }
        requireField(where);
    }

    private static void requireField(String value) {
        if (!FIELD_FORM.matcher(value).matches() || !value.equals(value.strip())) {
            throw new BehaviorProblem(Words.NO_FIELD);
        }
    }
}
