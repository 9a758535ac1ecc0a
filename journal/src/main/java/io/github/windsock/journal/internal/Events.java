package io.github.windsock.journal.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Event.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * Creates the events that servers and clients record.
 *
 * @since 1.0
 */
public final class Events {

    private Events() {}

    /**
     * A client starts to connect.
     *
     * @param target the path and query, or the whole URL of a server that is not Windsock's
     * @param origin the page's origin; empty if it has none
     * @param subprotocols the subprotocols that the client offers
     * @return the event
     */
    public static Event connect(String target, String origin, List<String> subprotocols) {
        return new Connecting(target, origin, subprotocols);
    }

    /**
     * A server has received an opening handshake.
     *
     * @param handshake the client's request
     * @return the event
     */
    public static Event attempt(Handshake handshake) {
        return new RecordedHandshake(Kind.ATTEMPT, handshake, "");
    }

    /**
     * A server answers an opening handshake.
     *
     * @param handshake the handshake with its answer
     * @param why the cause of the answer, such as the behavior; may be empty
     * @return the event
     */
    public static Event answer(Handshake handshake, String why) {
        return new RecordedHandshake(Kind.ANSWER, handshake, why);
    }

    /**
     * A client's socket is open.
     *
     * @param handshake the handshake with the server's answer
     * @return the event
     */
    public static Event open(Handshake handshake) {
        return new RecordedHandshake(Kind.OPEN, handshake, "");
    }

    /**
     * A message is sent.
     *
     * @param message the message
     * @return the event
     */
    public static Event sent(Message message) {
        return new RecordedMessage(Kind.SENT, message);
    }

    /**
     * A whole message has arrived.
     *
     * @param message the message
     * @return the event
     */
    public static Event received(Message message) {
        return new RecordedMessage(Kind.RECEIVED, message);
    }

    /**
     * A ping or pong is sent or received.
     *
     * @param kind one of the four kinds of ping and pong
     * @param payload its payload
     * @return the event
     */
    public static Event control(Kind kind, Payload payload) {
        return new Control(kind, payload);
    }

    /**
     * A Close frame is sent.
     *
     * @param status its status; 1005 for a frame without a code
     * @return the event
     */
    public static Event closeSent(CloseStatus status) {
        return new Closing(Kind.CLOSE_SENT, status, false, "");
    }

    /**
     * A Close frame has arrived.
     *
     * @param status its status; 1005 for a frame without a code
     * @return the event
     */
    public static Event closeReceived(CloseStatus status) {
        return new Closing(Kind.CLOSE_RECEIVED, status, false, "");
    }

    /**
     * An end is closed; it has no later events.
     *
     * @param status the status that this end <em>received</em>; 1006 if no Close frame arrived
     * @param wasClean whether both ends sent a Close frame before the connection ended
     * @param why why the end was not clean, such as {@code the server reset the connection}; may be empty
     * @return the event
     */
    public static Event closed(CloseStatus status, boolean wasClean, String why) {
        return new Closing(Kind.CLOSED, status, wasClean, why);
    }

    /**
     * A client's socket fires {@code error}.
     *
     * @param why the cause, which a page cannot see, such as {@code connection refused}; may be empty
     * @return the event
     */
    public static Event error(String why) {
        return new OtherEvent(Kind.ERROR, "error", why);
    }

    /**
     * A server breaks a rule on purpose, outside of frames.
     *
     * @param name the name of the fault, such as {@code reset}
     * @param why the cause, such as the behavior
     * @return the event
     */
    public static Event fault(String name, String why) {
        return new OtherEvent(Kind.FAULT, name, why);
    }

    /**
     * A server breaks a rule of frames on purpose, on an open connection.
     *
     * @param name the name of the fault, such as {@code fault  invalidUtf8()}
     * @param why the broken rule and the cause
     * @param url the fault as scripts write it, such as {@code bad/utf8}
     * @return the event
     */
    public static Event fault(String name, String why, String url) {
        return new RecordedFault(name, why, url);
    }

    /** Returns the fault of an event as scripts write it; empty if it has none. */
    static Optional<String> faultUrl(Event event) {
        return event instanceof RecordedFault fault ? Optional.of(fault.url) : Optional.empty();
    }

    /**
     * The server's rules do not provide for the message before.
     *
     * @param nearest the rule that nearly matched and why it did not; may be empty
     * @return the event
     */
    public static Event noRule(String nearest) {
        return new Unexpected("no rule took this", nearest, "no rule took a message that it received");
    }

    /**
     * The server's script does not provide for what happened before.
     *
     * @param step the step at which it stopped
     * @param why what happened instead, or how the message differs from the expected one
     * @return the event
     */
    public static Event scriptStopped(String step, String why) {
        String summary = "the script stopped at step " + step;
        return new Unexpected(summary, why, summary);
    }

    /**
     * Explains for a failure why a behavior did not go on.
     *
     * @param event an event
     * @return the explanation; empty unless {@link #noRule} or {@link #scriptStopped} created the event
     */
    public static Optional<String> unexpected(Event event) {
        return event instanceof Unexpected it
                ? Optional.of(it.words + (it.detail.isEmpty() ? "" : "; " + it.detail))
                : Optional.empty();
    }

    /**
     * Other information, which is not traffic of a connection.
     *
     * @param summary the information
     * @param detail further details, may be empty
     * @return the event
     */
    public static Event note(String summary, String detail) {
        return new OtherEvent(Kind.NOTE, summary, detail);
    }

    /**
     * A server answers an HTTP request that is not an opening handshake.
     *
     * @param request the method and target, such as {@code GET /}
     * @param status the status of the answer
     * @param why the cause of the answer; may be empty
     * @return the event
     */
    public static Event httpAnswer(String request, int status, String why) {
        return new HttpAnswered(request, status, why);
    }

    /**
     * The user's code threw an exception on a thread of Windsock. This fails the test.
     *
     * @param where the code, such as {@code onMessage listener}
     * @param failure the exception
     * @return the event
     */
    public static Event failure(String where, Throwable failure) {
        return new Failed(where, requireNonNull(failure, "failure must not be null"));
    }

    private record Connecting(String target, String origin, List<String> subprotocols) implements Event {

        @Override
        public Kind kind() {
            return Kind.CONNECT;
        }

        @Override
        public String summary() {
            return "connect  " + target;
        }

        @Override
        public String detail() {
            StringJoiner detail = new StringJoiner(", ");
            if (!origin.isEmpty()) {
                detail.add("origin " + origin);
            }
            if (!subprotocols.isEmpty()) {
                detail.add("subprotocols " + String.join(" ", subprotocols));
            }
            return detail.toString();
        }
    }

    private record OtherEvent(Kind kind, String summary, String detail) implements Event {}

    private record Unexpected(String summary, String detail, String words) implements Event {
        @Override
        public Kind kind() {
            return Kind.NOTE;
        }
    }

    private record RecordedFault(String summary, String detail, String url) implements Event {
        @Override
        public Kind kind() {
            return Kind.FAULT;
        }
    }

    private record RecordedHandshake(Kind kind, Handshake content, String why) implements Event {

        /** Headers count like payloads, since a client may send very large ones. */
        @Override
        public int keptBytes() {
            int request = content.target().length() + size(content.headers());
            HttpAnswer answer = content.answer().orElse(null);
            return answer == null
                    ? request
                    : request + size(answer.headers()) + answer.body().keptBytes();
        }

        private static int size(Map<String, List<String>> headers) {
            return HttpHeaders.copyOf(headers).characters(); // already HttpHeaders, so nothing is copied
        }

        @Override
        public Optional<Handshake> handshake() {
            return Optional.of(content);
        }

        @Override
        public String summary() {
            return switch (kind) {
                case ATTEMPT -> "GET " + content.target();
                case OPEN -> "open";
                default -> String.valueOf(content.status());
            };
        }

        @Override
        public String detail() {
            StringJoiner detail = new StringJoiner(", ");
            if (kind == Kind.ANSWER) {
                content.subprotocol().ifPresent(name -> detail.add("subprotocol " + name));
                content.extensions().ifPresent(detail::add);
            }
            if (!why.isEmpty()) {
                detail.add(why);
            }
            return detail.toString();
        }
    }

    private record RecordedMessage(Kind kind, Message content) implements Event {

        @Override
        public Optional<Message> message() {
            return Optional.of(content);
        }

        @Override
        public String summary() {
            return content.isText()
                    ? "text  " + content.payload().preview()
                    : ("binary " + content.payload().hex()).stripTrailing();
        }

        @Override
        public String detail() {
            return Text.bytes(content.payload().size());
        }

        @Override
        public int keptBytes() {
            return content.payload().keptBytes();
        }
    }

    private record Control(Kind kind, Payload content) implements Event {

        @Override
        public Optional<Payload> payload() {
            return Optional.of(content);
        }

        @Override
        public String summary() {
            String word = kind == Kind.PING_SENT || kind == Kind.PING_RECEIVED ? "ping" : "pong";
            return content.size() == 0 ? word : word + "  " + content.preview();
        }

        @Override
        public int keptBytes() {
            return content.keptBytes();
        }
    }

    private record Closing(Kind kind, CloseStatus closeStatus, boolean wasClean, String why) implements Event {

        @Override
        public String detail() {
            if (kind != Kind.CLOSED) {
                return "";
            }
            return "wasClean=" + wasClean + (why.isEmpty() ? "" : ", " + why);
        }

        @Override
        public Optional<CloseStatus> status() {
            return Optional.of(closeStatus);
        }

        @Override
        public String summary() {
            return kind == Kind.CLOSED ? "close " + closeStatus : "close " + frame();
        }

        private String frame() {
            return closeStatus.equals(CloseStatus.NO_STATUS) ? "(empty)" : closeStatus.toString();
        }
    }

    private record HttpAnswered(String summary, int answer, String why) implements Event {

        @Override
        public Kind kind() {
            return Kind.HTTP;
        }

        @Override
        public OptionalInt httpStatus() {
            return OptionalInt.of(answer);
        }

        @Override
        public String detail() {
            return "answered " + answer + (why.isEmpty() ? "" : ": " + why);
        }
    }

    private record Failed(String where, Throwable cause) implements Event {

        @Override
        public Kind kind() {
            return Kind.FAILURE;
        }

        @Override
        public Optional<Throwable> failure() {
            return Optional.of(cause);
        }

        @Override
        public String summary() {
            String name = cause.getClass().getSimpleName();
            return where + " threw " + (name.isEmpty() ? cause.getClass().getName() : name);
        }

        @Override
        public String detail() {
            return cause.getMessage() == null ? "" : Text.preview(cause.getMessage());
        }
    }
}
