package io.github.windsock.journal.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
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
 * Makes the events that servers and clients record. Tests read events and rarely need to make them.
 *
 * @since 1.0
 */
public final class Events {

    private Events() {}

    /**
     * A client begins to connect.
     *
     * @param target path and query, or the whole URL for a foreign server
     * @param origin the page's origin, empty if it has none
     * @param subprotocols what the client offers
     * @return the event
     */
    public static Event connect(String target, String origin, List<String> subprotocols) {
        StringJoiner detail = new StringJoiner(", ");
        if (!origin.isEmpty()) {
            detail.add("origin " + origin);
        }
        if (!subprotocols.isEmpty()) {
            detail.add("subprotocols " + String.join(" ", subprotocols));
        }
        return new Deed(Kind.CONNECT, "connect  " + target, detail.toString());
    }

    /**
     * A server sees an attempt.
     *
     * @param handshake what the client asks for
     * @return the event
     */
    public static Event attempt(Handshake handshake) {
        return new Shake(Kind.ATTEMPT, handshake, "");
    }

    /**
     * A server answers an attempt.
     *
     * @param handshake with the answer's status and headers
     * @param why what made the answer, such as the behavior; may be empty
     * @return the event
     */
    public static Event answer(Handshake handshake, String why) {
        return new Shake(Kind.ANSWER, handshake, why);
    }

    /**
     * A client's socket is open.
     *
     * @param handshake with the server's answer
     * @return the event
     */
    public static Event open(Handshake handshake) {
        return new Shake(Kind.OPEN, handshake, "");
    }

    /**
     * A message begins to be sent.
     *
     * @param message the message
     * @return the event
     */
    public static Event sent(Message message) {
        return new Exchange(Kind.SENT, message);
    }

    /**
     * A message has arrived whole.
     *
     * @param message the message
     * @return the event
     */
    public static Event received(Message message) {
        return new Exchange(Kind.RECEIVED, message);
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
     * @param status its status, 1005 for an empty one
     * @return the event
     */
    public static Event closeSent(CloseStatus status) {
        return new Closing(Kind.CLOSE_SENT, status, false, "");
    }

    /**
     * A Close frame has arrived.
     *
     * @param status its status, 1005 for an empty one
     * @return the event
     */
    public static Event closeReceived(CloseStatus status) {
        return new Closing(Kind.CLOSE_RECEIVED, status, false, "");
    }

    /**
     * An end is closed; nothing happens on it afterwards.
     *
     * @param status the status that this end <em>received</em>, 1006 if no Close frame came
     * @param wasClean whether both Close frames passed and the connection then ended in order
     * @param why what explains an unclean end, such as {@code the server reset the connection}; may be empty
     * @return the event
     */
    public static Event closed(CloseStatus status, boolean wasClean, String why) {
        return new Closing(Kind.CLOSED, status, wasClean, why);
    }

    /**
     * A client's socket fires {@code error}.
     *
     * @param why what a page would not be told, such as {@code connection refused}; may be empty
     * @return the event
     */
    public static Event error(String why) {
        return new Deed(Kind.ERROR, "error", why);
    }

    /**
     * A rule is broken on purpose.
     *
     * @param name the fault, such as {@code reset}
     * @param why what ordered it, such as the behavior
     * @return the event
     */
    public static Event fault(String name, String why) {
        return new Deed(Kind.FAULT, name, why);
    }

    /**
     * A rule is broken on purpose on an open connection.
     *
     * @param name the fault, such as {@code fault  invalidUtf8()}
     * @param why which rule, and what ordered it
     * @param url the fault as scripts have it, such as {@code bad/utf8}
     * @return the event
     */
    public static Event fault(String name, String why, String url) {
        return new Broken(name, why, url);
    }

    /** Returns how scripts have the fault that an event tells of, if they do. */
    static Optional<String> faultUrl(Event event) {
        return event instanceof Broken broken ? Optional.of(broken.url) : Optional.empty();
    }

    /**
     * Something worth knowing that is not traffic of a connection.
     *
     * @param summary what
     * @param detail more, or empty
     * @return the event
     */
    public static Event note(String summary, String detail) {
        return new Deed(Kind.NOTE, summary, detail);
    }

    /**
     * A server answers a request that asked for no WebSocket.
     *
     * @param request such as {@code GET /}
     * @param status the status of the answer
     * @param why what made the answer; may be empty
     * @return the event
     */
    public static Event httpAnswer(String request, int status, String why) {
        return new HttpAnswered(request, status, why);
    }

    /**
     * Code of the user's threw an exception on a thread of Windsock's; it fails the test.
     *
     * @param where such as {@code onMessage listener}
     * @param failure what it threw
     * @return the event
     */
    public static Event failure(String where, Throwable failure) {
        return new Failed(where, requireNonNull(failure, "failure must not be null"));
    }

    private record Deed(Kind kind, String summary, String detail) implements Event {}

    private record Broken(String summary, String detail, String url) implements Event {
        @Override
        public Kind kind() {
            return Kind.FAULT;
        }
    }

    private record Shake(Kind kind, Handshake shake, String why) implements Event {

        /** A stranger may send headers of any size: they count as payloads do. */
        @Override
        public int keptBytes() {
            return shake.target().length()
                    + size(shake.headers())
                    + shake.answer()
                            .map(it -> size(it.headers()) + it.body().keptBytes())
                            .orElse(0);
        }

        private static int size(Map<String, List<String>> headers) {
            return HttpHeaders.copyOf(headers).characters(); // which they are, so nothing is copied
        }

        @Override
        public Optional<Handshake> handshake() {
            return Optional.of(shake);
        }

        @Override
        public String summary() {
            return switch (kind) {
                case ATTEMPT -> "GET " + shake.target();
                case OPEN -> "open";
                default -> String.valueOf(shake.status());
            };
        }

        @Override
        public String detail() {
            StringJoiner detail = new StringJoiner(", ");
            if (kind == Kind.ANSWER) {
                shake.subprotocol().ifPresent(name -> detail.add("subprotocol " + name));
                shake.extensions().ifPresent(detail::add);
            }
            if (!why.isEmpty()) {
                detail.add(why);
            }
            return detail.toString();
        }
    }

    private record Exchange(Kind kind, Message content) implements Event {

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
