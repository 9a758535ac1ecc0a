package io.github.windsock.client;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.PartyLog;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads a socket's events from its journal and gives each as text, such as {@code message hello}. */
final class FiredEvents {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private FiredEvents() {}

    /** Stops before the first event whose listeners are still running. */
    static List<String> of(PartyLog log) {
        List<String> fired = new ArrayList<>();
        for (Entry entry : log.entries()) {
            String words = words(entry.event());
            if (!words.isEmpty() && !entry.isHandled()) {
                break;
            }
            if (!words.isEmpty()) {
                fired.add(words);
            }
        }
        return List.copyOf(fired);
    }

    private static String words(Event event) {
        return switch (event.kind()) {
            case OPEN -> "open";
            case RECEIVED -> words(event.message().orElseThrow());
            case ERROR -> "error";
            case CLOSED -> words(event.status().orElseThrow());
            default -> "";
        };
    }

    /** Binary messages have a different prefix, so that no text can look like one. */
    private static String words(Message message) {
        Payload payload = message.payload();
        String word = message.isText() ? "message" : "binary message";
        if (!payload.isComplete()) {
            String head = message.isText() ? payload.preview() : payload.hex();
            return word + " " + head + " of " + Text.bytes(payload.size());
        }
        return join(word, message.isText() ? message.text() : HEX.formatHex(payload.toByteArray()));
    }

    private static String words(CloseStatus status) {
        return join("close " + status.code(), status.reason());
    }

    private static String join(String word, String content) {
        return content.isEmpty() ? word : word + " " + content;
    }
}
