package io.github.windsock.internal.script;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A step of a script. It prints as the Java call that adds it. */
public sealed interface ScriptStep {

    /** The client must send a message. */
    record ExpectMessage(MessageMatcher matcher) implements ScriptStep {
        @Override
        public String toString() {
            return "expect(" + matcher + ")";
        }
    }

    /** The client must send a ping; any payload matches if {@code payload} is null. */
    record ExpectPing(@Nullable Payload payload) implements ScriptStep {

        /** Tells whether a ping matches. */
        public boolean takes(Payload ping) {
            return payload == null || payload.equals(ping);
        }

        @Override
        public String toString() {
            return "expectPing(" + (payload == null ? "" : java(payload)) + ")";
        }
    }

    /** The client must start the closing handshake; any status matches if {@code status} is null. */
    record ExpectClose(@Nullable CloseStatus status) implements ScriptStep {

        /** Tells whether a Close frame matches. */
        public boolean takes(CloseStatus close) {
            return status == null || status.equals(close);
        }

        @Override
        public String toString() {
            return "expectClose(" + (status == null ? "" : arguments(status)) + ")";
        }
    }

    /** Sends a message. */
    record SendMessage(Message message) implements ScriptStep {
        @Override
        public String toString() {
            return "send(" + (message.isText() ? Text.quote(message.text()) : array(message.payload())) + ")";
        }
    }

    /** Sends a text made from a template. */
    record SendTemplate(String template) implements ScriptStep {
        @Override
        public String toString() {
            return "send(template(" + Text.quote(template) + "))";
        }
    }

    /** Sends a ping. */
    record SendPing(Payload payload) implements ScriptStep {
        @Override
        public String toString() {
            return "ping(" + (payload.size() == 0 ? "" : java(payload)) + ")";
        }
    }

    /** Waits. */
    record PauseStep(Duration time) implements ScriptStep {
        @Override
        public String toString() {
            return "pause(" + Durations.java(time) + ")";
        }
    }

    /** Starts the closing handshake. With {@link CloseStatus#NO_STATUS} the Close frame has no payload. */
    record CloseStep(CloseStatus status) implements ScriptStep {
        @Override
        public String toString() {
            return "close(" + (status.equals(CloseStatus.NO_STATUS) ? "" : arguments(status)) + ")";
        }
    }

    /** Ends the TCP connection with FIN. */
    record DropStep() implements ScriptStep {
        @Override
        public String toString() {
            return "drop()";
        }
    }

    /** Ends the TCP connection with RST. */
    record ResetStep() implements ScriptStep {
        @Override
        public String toString() {
            return "reset()";
        }
    }

    /**
     * Breaks a rule of the protocol on purpose.
     *
     * @param url the fault in a URL, such as {@code bad/utf8}
     * @param java the fault in Java, such as {@code invalidUtf8()}
     * @param endsConnection whether it ends the TCP connection at once
     */
    record FaultStep(String url, String java, boolean endsConnection) implements ScriptStep {
        @Override
        public String toString() {
            return "fault(" + java + ")";
        }
    }

    /** Repeats a script; {@code times} is 0 for an endless repeat. */
    record RepeatStep(int times, List<ScriptStep> body) implements ScriptStep {
        public boolean isEndless() {
            return times == 0;
        }

        @Override
        public String toString() {
            return "repeat(" + (isEndless() ? "" : times + ", ") + script(body) + ")";
        }
    }

    /** Plays one of several scripts, which the client chooses with its first message. */
    record EitherStep(List<List<ScriptStep>> branches) implements ScriptStep {
        @Override
        public String toString() {
            return "either(" + scripts(branches) + ")";
        }
    }

    /** Plays all scripts in the order that the client chooses. */
    record AnyOrderStep(List<List<ScriptStep>> parts) implements ScriptStep {
        @Override
        public String toString() {
            return "anyOrder(" + scripts(parts) + ")";
        }
    }

    /** Returns the Java expression for a script. */
    static String script(List<ScriptStep> steps) {
        return steps.stream().map(each -> "." + each).collect(Collectors.joining("", "script()", ""));
    }

    private static String scripts(List<List<ScriptStep>> scripts) {
        return scripts.stream().map(ScriptStep::script).collect(Collectors.joining(", "));
    }

    private static String arguments(CloseStatus status) {
        return status.code() + ", " + Text.quote(status.reason());
    }

    private static String java(Payload payload) {
        return isText(payload)
                ? "Payload.ofText(" + Text.quote(payload.text()) + ")"
                : "Payload.of(" + array(payload) + ")";
    }

    /** Tells whether bytes are valid UTF-8. */
    static boolean isText(Payload payload) {
        return Payload.ofText(new String(payload.toByteArray(), StandardCharsets.UTF_8))
                .equals(payload);
    }

    private static String array(Payload payload) {
        StringJoiner bytes = new StringJoiner(", ", "new byte[] {", "}");
        for (byte each : payload.toByteArray()) {
            bytes.add(Byte.toString(each));
        }
        return bytes.toString();
    }
}
