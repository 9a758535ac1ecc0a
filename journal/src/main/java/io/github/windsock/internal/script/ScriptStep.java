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

/** One step of a script: a value that prints as the call that adds it. */
public sealed interface ScriptStep {

    /** The client has to send a message. */
    record ExpectMessage(MessageMatcher matcher) implements ScriptStep {
        @Override
        public String toString() {
            return "expect(" + matcher + ")";
        }
    }

    /** The client has to ping; {@code payload} is null if any does. */
    record ExpectPing(@Nullable Payload payload) implements ScriptStep {

        /** Returns whether a ping is as wanted. */
        public boolean takes(Payload ping) {
            return payload == null || payload.equals(ping);
        }

        @Override
        public String toString() {
            return "expectPing(" + (payload == null ? "" : java(payload)) + ")";
        }
    }

    /** The client has to begin the closing handshake; {@code status} is null if any does. */
    record ExpectClose(@Nullable CloseStatus status) implements ScriptStep {

        /** Returns whether a Close frame is as wanted. */
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

    /** Sends a text in which places are filled in. */
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

    /** Lets time pass. */
    record PauseStep(Duration time) implements ScriptStep {
        @Override
        public String toString() {
            return "pause(" + Durations.java(time) + ")";
        }
    }

    /** Begins the closing handshake, with {@link CloseStatus#NO_STATUS} by an empty Close frame. */
    record CloseStep(CloseStatus status) implements ScriptStep {
        @Override
        public String toString() {
            return "close(" + (status.equals(CloseStatus.NO_STATUS) ? "" : arguments(status)) + ")";
        }
    }

    /** Ends TCP by FIN. */
    record DropStep() implements ScriptStep {
        @Override
        public String toString() {
            return "drop()";
        }
    }

    /** Ends TCP by RST. */
    record ResetStep() implements ScriptStep {
        @Override
        public String toString() {
            return "reset()";
        }
    }

    /**
     * Breaks a rule on purpose.
     *
     * @param url the fault as a URL says it, such as {@code bad/utf8}
     * @param java the fault as Java, such as {@code invalidUtf8()}
     * @param endsConnection whether it ends TCP at once
     */
    record FaultStep(String url, String java, boolean endsConnection) implements ScriptStep {
        @Override
        public String toString() {
            return "fault(" + java + ")";
        }
    }

    /** Does the same several times; {@code times} is 0 without an end. */
    record RepeatStep(int times, List<ScriptStep> body) implements ScriptStep {
        public boolean isEndless() {
            return times == 0;
        }

        @Override
        public String toString() {
            return "repeat(" + (isEndless() ? "" : times + ", ") + script(body) + ")";
        }
    }

    /** Does what the client chooses by what it says first. */
    record EitherStep(List<List<ScriptStep>> branches) implements ScriptStep {
        @Override
        public String toString() {
            return "either(" + scripts(branches) + ")";
        }
    }

    /** Does all, in the order that the client chooses. */
    record AnyOrderStep(List<List<ScriptStep>> parts) implements ScriptStep {
        @Override
        public String toString() {
            return "anyOrder(" + scripts(parts) + ")";
        }
    }

    /** Returns the Java that makes a script. */
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

    /** Returns whether bytes are UTF-8, so that a text says them. */
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
