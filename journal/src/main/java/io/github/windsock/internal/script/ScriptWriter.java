package io.github.windsock.internal.script;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.text.Text;
import java.util.HexFormat;

/** Writes steps as lines of a script file for {@link ScriptReader}. Equal steps have equal lines. */
public final class ScriptWriter {
    private ScriptWriter() {}

    /** Returns the line for a message of the client. */
    public static String expect(Message message) {
        return "expect " + content(message);
    }

    /** Returns the line for a ping of the client. */
    public static String expectPing(Payload payload) {
        return ("expect ping " + payload(payload)).stripTrailing();
    }

    /** Returns the line for a Close frame of the client that starts the closing handshake. */
    public static String expectClose(CloseStatus status) {
        return "expect close " + (status.equals(CloseStatus.NO_STATUS) ? "empty" : status(status));
    }

    /** Returns the line for a message of the server. */
    public static String send(Message message) {
        return "send " + content(message);
    }

    /** Returns the line for a ping of the server. */
    public static String ping(Payload payload) {
        return ("ping " + payload(payload)).stripTrailing();
    }

    /** Returns the line for a Close frame of the server that starts the closing handshake. */
    public static String close(CloseStatus status) {
        return status.equals(CloseStatus.NO_STATUS) ? "close" : "close " + status(status);
    }

    /** Returns the line for a fault of the server. */
    public static String fault(String url) {
        return "fault " + url;
    }

    private static String status(CloseStatus status) {
        return status.code() + (status.reason().isEmpty() ? "" : " " + quote(status.reason()));
    }

    private static String content(Message message) {
        return message.isText() ? quote(message.text()) : bytes(message.payload());
    }

    private static String payload(Payload payload) {
        return payload.size() == 0 ? "" : ScriptStep.isText(payload) ? quote(payload.text()) : bytes(payload);
    }

    private static String bytes(Payload payload) {
        return ("bytes " + HexFormat.of().formatHex(payload.toByteArray())).stripTrailing();
    }

    /** Quotes a text. It uses single quotes for a text with double quotes, so that JSON stays readable. */
    static String quote(String text) {
        String quoted = Text.quote(text);
        boolean isSingle = text.indexOf('"') >= 0 && text.indexOf('\'') < 0;
        return isSingle ? "'" + quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"") + "'" : quoted;
    }
}
