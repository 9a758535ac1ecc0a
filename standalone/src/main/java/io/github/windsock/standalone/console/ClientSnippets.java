package io.github.windsock.standalone.console;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.internal.text.Json;
import io.github.windsock.journal.Event;
import java.util.List;
import java.util.stream.Collectors;

/** Generates code that repeats what the client of a recorded connection did: for a page, and for a shell. */
final class ClientSnippets {
    private static final int MAX_CHARACTERS = 4_000;

    private ClientSnippets() {}

    /** Returns JavaScript for a page that connects, sends the same messages, and prints its events. */
    static String javascript(String server, Recording recording) {
        String protocols = recording.handshake().offeredSubprotocols().isEmpty()
                ? ""
                : ", " + Json.write(recording.handshake().offeredSubprotocols());
        StringBuilder out = new StringBuilder("const socket = new WebSocket(")
                .append(Json.write(server + recording.handshake().target()))
                .append(protocols)
                .append(");\nsocket.onopen = () => {\n");
        for (Message message : sent(recording)) {
            out.append("  socket.send(").append(value(message)).append(");\n");
        }
        out.append(close(recording))
                .append("};\n")
                .append("socket.onmessage = event => console.log(\"message\", event.data);\n")
                .append("socket.onerror = () => console.log(\"error\");\n")
                .append("socket.onclose = event => console.log(\"close\", event.code, event.reason, event.wasClean);");
        return out.toString();
    }

    private static List<Message> sent(Recording recording) {
        return recording.entries().stream()
                .filter(entry -> entry.event().kind() == Event.Kind.RECEIVED)
                .flatMap(entry -> entry.event().message().stream())
                .filter(message -> message.payload().size() <= MAX_CHARACTERS)
                .toList();
    }

    private static String value(Message message) {
        if (message.isText()) {
            return Json.write(message.text());
        }
        StringBuilder bytes = new StringBuilder();
        for (byte each : message.bytes()) {
            bytes.append(bytes.length() == 0 ? "" : ", ").append(each & 0xFF);
        }
        return "new Uint8Array([" + bytes + "])";
    }

    private static String close(Recording recording) {
        return recording.entries().stream()
                .filter(entry -> entry.event().kind() == Event.Kind.CLOSE_RECEIVED
                        || entry.event().kind() == Event.Kind.CLOSE_SENT)
                .findFirst()
                .filter(entry -> entry.event().kind() == Event.Kind.CLOSE_RECEIVED)
                .flatMap(entry -> entry.event().status())
                .map(ClientSnippets::close)
                .orElse("");
    }

    /** A page may only close with 1000 and with 3000 to 4999; other codes become an empty close. */
    private static String close(CloseStatus status) {
        boolean isAllowed = status.code() == 1000 || status.code() >= 3000;
        String arguments = isAllowed ? status.code() + ", " + Json.write(status.reason()) : "";
        return "  setTimeout(() => socket.close(" + arguments + "), 3000);\n";
    }

    /** Returns a command for a shell; wscat can send only texts. */
    static String wscat(String server, Recording recording) {
        String protocols = recording.handshake().offeredSubprotocols().stream()
                .map(each -> " -s " + shell(each))
                .collect(Collectors.joining());
        String origin =
                recording.handshake().origin().map(each -> " -o " + shell(each)).orElse("");
        String texts = sent(recording).stream()
                .filter(Message::isText)
                .map(message -> " -x " + shell(message.text()))
                .collect(Collectors.joining());
        return "npx wscat -c " + shell(server + recording.handshake().target()) + protocols + origin + texts
                + (texts.isEmpty() ? "" : " -w 3");
    }

    /**
     * Quotes a text for a shell, and removes control characters, which could act on the terminal when the user pastes
     * the line.
     */
    static String shell(String text) {
        String visible = text.codePoints()
                .filter(point -> point == '\n' || point == '\t' || !Character.isISOControl(point))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return "'" + visible.replace("'", "'\\''") + "'";
    }
}
