package io.github.windsock.standalone.console;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.journal.Event;
import io.github.windsock.standalone.text.Texts;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Generates a JUnit test from a recorded connection. The test plays both ends step by step. A comment replaces each
 * step that a page cannot do or that would be too long.
 */
final class JUnitSnippet {
    private static final int MAX_CHARACTERS = 4_000;
    private static final int MAX_BYTES = 1_000;
    private static final String ASSERTIONS = "io.github.windsock.assertions.WebSocketAssertions.";
    /** A fault in the journal, which has it as a Java expression. */
    private static final Pattern FAULT =
            Pattern.compile("fault  (?<java>(?<name>[a-zA-Z0-9]+)\\((?:\\d+|(?<unit>of\\w+)\\(\\d+\\))?\\))");

    private static final String BEHAVIORS = "io.github.windsock.server.Behaviors.";

    private final int number;
    private final Recording recording;
    private final Texts texts;
    private final List<String> steps = new ArrayList<>();
    private final TreeSet<String> statics = new TreeSet<>();
    private final TreeSet<String> imports = new TreeSet<>(List.of(
            "io.github.windsock.client.BrowserPage",
            "io.github.windsock.client.BrowserWebSocket",
            "io.github.windsock.junit.WithEchoServer",
            "io.github.windsock.server.EchoServer",
            "org.junit.jupiter.api.Test"));
    private boolean serverClosed;
    private boolean clientClosed;
    private boolean clientWasFirst;
    private boolean isBroken;
    private boolean isOver;

    JUnitSnippet(int number, Recording recording, Texts texts) {
        this.number = number;
        this.recording = recording;
        this.texts = texts;
    }

    /** Returns the source of the test class. */
    String write() {
        steps();
        String body = steps.stream().map(step -> "        " + step + "\n").collect(Collectors.joining());
        return statics.stream().map(each -> "import static " + each + ";\n").collect(Collectors.joining()) + "\n"
                + imports.stream().map(each -> "import " + each + ";\n").collect(Collectors.joining()) + "\n"
                + "@WithEchoServer\nclass RecordedTests {\n\n    @Test\n    void connection_" + number
                + "(EchoServer server, BrowserPage page) {\n" + body + "    }\n}\n";
    }

    private void steps() {
        Handshake shake = recording.handshake();
        if (shake.status() == 0) {
            comment("snippet.unanswered");
        } else if (shake.status() == 101) {
            opened(shake);
            conversation();
        } else {
            refused(shake);
        }
    }

    private void refused(Handshake shake) {
        statics.add(BEHAVIORS + "refuse");
        statics.add(ASSERTIONS + "assertRefused");
        steps.add("server.behave(refuse(" + shake.status() + "));");
        steps.add("BrowserWebSocket socket = " + open(shake) + ";");
        steps.add("assertRefused(" + shake.status() + ", socket);");
    }

    private void opened(Handshake shake) {
        statics.add(BEHAVIORS + "silent");
        imports.add("io.github.windsock.server.ServerConnection");
        steps.add("server.behave(silent()" + subprotocol(shake) + "); // " + texts.text("snippet.answers"));
        steps.add("BrowserWebSocket socket = " + open(shake) + ";");
        statics.add(ASSERTIONS + "assertReadyState");
        statics.add("io.github.windsock.ReadyState.OPEN");
        steps.add("assertReadyState(OPEN, socket);");
        steps.add("ServerConnection connection = server.awaitConnection();");
    }

    private static String open(Handshake shake) {
        String offered = shake.offeredSubprotocols().stream()
                .map(each -> ", " + literal(each))
                .collect(Collectors.joining());
        return "page.open(server.uri(" + literal(shake.target()) + ")" + offered + ")";
    }

    /**
     * Returns the trait for the chosen subprotocol; none if it is the first offered one, which is the server's default.
     */
    private String subprotocol(Handshake shake) {
        String usual = shake.offeredSubprotocols().stream().findFirst().orElse("");
        String chosen = shake.subprotocol().orElse("");
        if (chosen.equals(usual)) {
            return "";
        }
        String trait = chosen.isEmpty() ? "noSubprotocol" : "subprotocol";
        statics.add(BEHAVIORS + trait);
        return ".with(" + trait + "(" + (chosen.isEmpty() ? "" : literal(chosen)) + "))";
    }

    private void conversation() {
        recording.entries().forEach(entry -> event(entry.event()));
        if (!isOver) {
            steps.add("socket.close();");
        }
    }

    private void event(Event event) {
        if (isOver) {
            return;
        }
        switch (event.kind()) {
            case RECEIVED -> event.message().ifPresent(message -> message(message, "socket", "connection"));
            case SENT -> event.message().ifPresent(message -> message(message, "connection", "socket"));
            case PING_SENT -> event.payload().ifPresent(this::ping);
            case PING_RECEIVED -> comment("snippet.ping");
            case CLOSE_SENT -> event.status().ifPresent(this::serverCloses);
            case CLOSE_RECEIVED -> event.status().ifPresent(this::clientCloses);
            case FAULT -> fault(event);
            case CLOSED -> closed(event);
            default -> {}
        }
    }

    private void ping(Payload payload) {
        imports.add("io.github.windsock.Payload");
        steps.add("connection.ping(Payload.of(" + bytes(payload) + "));");
    }

    private void message(Message message, String from, String to) {
        Payload payload = message.payload();
        boolean isLong = !payload.isComplete()
                || (message.isText() ? message.text().length() > MAX_CHARACTERS : payload.size() > MAX_BYTES);
        if (isLong) {
            comment("snippet.long", payload.size());
            return;
        }
        if (clientClosed || serverClosed) {
            comment("snippet.after-close");
            return;
        }
        String value = message.isText() ? literal(message.text()) : bytes(payload);
        statics.add(ASSERTIONS + "assertReceived");
        steps.add(from + ".send(" + value + ");");
        steps.add("assertReceived(" + value + ", " + to + ");");
    }

    private void serverCloses(CloseStatus status) {
        if (!clientClosed) {
            steps.add(
                    status.code() == CloseStatus.NO_STATUS.code()
                            ? "connection.close();"
                            : "connection.close(" + status.code() + ", " + literal(status.reason()) + ");");
            closedWith(status, "socket");
        }
        serverClosed = true;
    }

    private void clientCloses(CloseStatus status) {
        clientClosed = true;
        if (serverClosed) {
            return;
        }
        if (isBroken && isPagesOwn(status)) {
            failed();
            return;
        }
        clientWasFirst = true;
        if (status.code() == CloseStatus.NO_STATUS.code()) {
            steps.add("socket.close();");
        } else if (status.code() == 1000 || status.code() >= 3000) {
            steps.add("socket.close(" + status.code() + ", " + literal(status.reason()) + ");");
        } else {
            comment("snippet.close-code", status.code());
            steps.add("socket.close();");
            isOver = true;
            return;
        }
        closedWith(status, "connection");
    }

    /** Returns whether only a browser itself sends this status, when it fails the connection. */
    private static boolean isPagesOwn(CloseStatus status) {
        return status.code() > 1001 && status.code() < 3000 && status.code() != CloseStatus.NO_STATUS.code();
    }

    private void closedWith(CloseStatus status, String party) {
        statics.add(ASSERTIONS + "assertClosedWith");
        steps.add("assertClosedWith(" + status.code() + ", " + literal(status.reason()) + ", " + party + ");");
    }

    private void fault(Event event) {
        String summary = event.summary();
        Matcher fault = FAULT.matcher(summary);
        if (summary.equals("drop") || summary.equals("reset")) {
            steps.add("connection." + summary + "();");
            isBroken = true;
            failed();
        } else if (fault.matches() && isOpen()) {
            statics.add("io.github.windsock.server.Faults." + fault.group("name"));
            if (fault.group("unit") != null) {
                statics.add("java.time.Duration." + fault.group("unit"));
            }
            steps.add("connection.fault(" + fault.group("java") + ");");
            isBroken = true;
        } else {
            comment("snippet.fault", summary);
        }
    }

    private boolean isOpen() {
        return !clientClosed && !serverClosed;
    }

    /** Adds the 1006 that a page gets for a broken connection. */
    private void failed() {
        closedWith(CloseStatus.ABNORMAL, "socket");
        isOver = true;
    }

    private void closed(Event event) {
        if (clientClosed && serverClosed) {
            event.status().ifPresent(status -> closedWith(status, clientWasFirst ? "socket" : "connection"));
        } else if (isBroken) {
            failed();
        } else {
            comment("snippet.vanished");
            steps.add("socket.close();");
        }
        isOver = true;
    }

    private String bytes(Payload payload) {
        if (payload.size() == 0) {
            return "new byte[0]";
        }
        imports.add("java.util.HexFormat");
        return "HexFormat.of().parseHex(\"" + HexFormat.of().formatHex(payload.toByteArray()) + "\")";
    }

    private void comment(String key, Object... values) {
        steps.add("// " + texts.text(key, values));
    }

    /** Returns a Java literal on one line, without invisible characters. */
    static String literal(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> append(point, out);
            }
        });
        return out.append('"').toString();
    }

    private static void append(int point, StringBuilder out) {
        boolean isVisible = switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
        if (isVisible) {
            out.appendCodePoint(point);
        } else {
            // The compiler translates unicode escapes before it reads the literal, so control characters need an octal
            // escape.
            Character.toString(point)
                    .chars()
                    .forEach(unit -> out.append(unit < 0x20 ? "\\%03o".formatted(unit) : "\\u%04x".formatted(unit)));
        }
    }
}
