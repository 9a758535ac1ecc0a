package io.github.windsock.client;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.client.internal.handshake.HandshakeCheck;
import io.github.windsock.client.internal.handshake.OpeningHandshake;
import io.github.windsock.client.internal.handshake.Request;
import io.github.windsock.client.internal.socket.Backlog;
import io.github.windsock.client.internal.socket.BufferedAmount;
import io.github.windsock.client.internal.socket.ClientConnection;
import io.github.windsock.client.internal.socket.EventLoop;
import io.github.windsock.client.internal.socket.MessageWriter;
import io.github.windsock.client.internal.socket.Resolver;
import io.github.windsock.client.internal.socket.SocketLimits;
import io.github.windsock.client.internal.url.BlockedPorts;
import io.github.windsock.client.internal.url.WebUrl;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.transport.ClientTls;
import io.github.windsock.internal.wire.Utf8Validator;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.FenceSender;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A browser's {@code WebSocket}: the same states, events, codes and errors, in the same order.
 *
 * <p>Open it with {@link BrowserPage#open}. Its events are tasks of the page's event loop: listeners run there, one
 * after another, and a listener that blocks delays only its own page. An exception of a listener is recorded as a
 * failure of the test and does not affect the socket. If the listener failed because its page is closed, the journal
 * has a note instead.
 *
 * <p>All methods may be called from any thread and none of them blocks. Code on the page's loop sees the same states as
 * a script in a browser; on other threads, states and amounts may change between two calls.
 *
 * @since 1.0
 * @see <a href="https://websockets.spec.whatwg.org/#the-websocket-interface">WebSockets Standard, WebSocket</a>
 */
@API(status = STABLE, since = "1.0")
public final class BrowserWebSocket extends Party {
    private static final int FIRST_OWN_CODE = 3000;
    private static final int LAST_OWN_CODE = 4999;

    private final BrowserPage page;
    private final EventLoop loop;
    private final PartyLog log;
    private final WebUrl target;
    private final @Nullable InetSocketAddress alias;
    private final String url;

    /** Guards the state and all sending. */
    private final Object lock;

    private final EventDispatcher events;
    private final ClientConnection connection;
    private final Backlog backlog;
    private volatile String protocol = "";
    private volatile String extensions = "";
    private volatile BinaryType binaryType = BinaryType.BLOB;

    private final BufferedAmount buffered;
    private final Fences fences = new Fences();
    private volatile int port = -1; // of the address to which it connects
    private @Nullable SocketInspector inspector; // guarded by the lock

    BrowserWebSocket(
            BrowserPage page,
            EventLoop loop,
            WebUrl target,
            @Nullable InetSocketAddress alias,
            Request request,
            String key,
            SocketLimits limits,
            @Nullable ClientTls tls) {
        super(Recorder.of(page).openClient());
        this.page = page;
        this.loop = loop;
        this.target = target;
        this.alias = alias;
        url = target.toString();
        buffered = new BufferedAmount(loop);
        log = PartyLog.of(this);
        lock = new Object();
        events = new EventDispatcher(this, loop, buffered);
        connection = new ClientConnection(
                lock, limits, new OpeningHandshake(request, key, limits.deflate()), log, tls, events);
        backlog = new Backlog(lock, log, connection);
        log.attach(fences);
    }

    PartyLog log() {
        return log;
    }

    /**
     * Returns the page of this socket.
     *
     * @return the page
     */
    public BrowserPage page() {
        return page;
    }

    /**
     * Returns the state, which never goes back to an earlier one. In a listener it is the state of the event.
     *
     * @return {@code CONNECTING}, {@code OPEN}, {@code CLOSING} or {@code CLOSED}
     */
    @Override
    public ReadyState readyState() {
        return super.readyState();
    }

    /**
     * Returns the URL, resolved and serialized.
     *
     * @return such as {@code ws://localhost:8080/chat}
     */
    public String url() {
        return url;
    }

    /**
     * Returns the subprotocol that the server chose.
     *
     * @return the subprotocol, empty before {@code open} and if there is none; kept after the close
     */
    public String protocol() {
        return protocol;
    }

    /**
     * Returns the extensions that the server chose.
     *
     * @return such as {@code permessage-deflate}, empty before {@code open} and if there are none; kept after the close
     */
    public String extensions() {
        return extensions;
    }

    /**
     * Returns the number of payload bytes that were sent but not yet written to the network; text counts in UTF-8. On
     * the page's loop the number grows at once with {@code send} and falls only between tasks. Messages sent after the
     * close count too and are never subtracted.
     *
     * @return the number of bytes
     */
    public long bufferedAmount() {
        return buffered.get();
    }

    /**
     * Returns the type of object that a script would get for binary messages.
     *
     * @return {@link BinaryType#BLOB} until it is set
     */
    public BinaryType binaryType() {
        return binaryType;
    }

    /**
     * Sets the type of object that a script would get for binary messages, from the next message on.
     *
     * @param type the type
     */
    public void binaryType(BinaryType type) {
        binaryType = requireNonNull(type, "type must not be null");
    }

    /**
     * Sends a text message. If the socket is closing or closed, the message is dropped and only {@code bufferedAmount}
     * grows.
     *
     * @param text the text; a lone surrogate is sent as U+FFFD
     * @throws DomException {@code InvalidStateError} if the socket is still connecting
     */
    public void send(String text) {
        byte[] utf8 = Utf8Validator.encode(requireNonNull(text, "text must not be null"));
        send(utf8, true);
    }

    /**
     * Sends a binary message with a copy of the bytes. See {@link #send(String)} for the states.
     *
     * @param bytes the bytes
     * @throws DomException {@code InvalidStateError} if the socket is still connecting
     */
    public void send(byte[] bytes) {
        send(requireNonNull(bytes, "bytes must not be null").clone(), false);
    }

    /**
     * Sends a binary message with a copy of the remaining bytes of a buffer, and leaves its position unchanged. See
     * {@link #send(String)} for the states.
     *
     * @param bytes the buffer
     * @throws DomException {@code InvalidStateError} if the socket is still connecting
     */
    public void send(ByteBuffer bytes) {
        byte[] copy = new byte[requireNonNull(bytes, "bytes must not be null").remaining()];
        bytes.duplicate().get(copy);
        send(copy, false);
    }

    private void send(byte[] bytes, boolean text) {
        synchronized (lock) {
            ReadyState state = readyState();
            if (state == ReadyState.CONNECTING) {
                throw DomException.invalidStateError(
                        log
                                + " is still CONNECTING and cannot send; send in onOpen, or after assertReadyState(OPEN, socket)");
            }
            buffered.sent(bytes.length);
            Payload payload = PayloadInternals.adopt(bytes);
            Message message = text ? Message.text(payload) : Message.binary(payload);
            if (state == ReadyState.OPEN) {
                connection.writer().send(message, bytes);
            } else {
                log.record(Events.note("not sent " + MessageWriter.shown(message), "the socket was " + state));
            }
        }
    }

    /** Sends a message in frames of these sizes, and the rest in a last frame. */
    void sendFragments(Message message, int[] sizes) {
        synchronized (lock) {
            requireOpen("send fragments");
            buffered.sent(message.payload().size());
            connection.writer().sendFragments(message, sizes);
        }
    }

    /** Throws unless the socket is open. Called under the lock. */
    void requireOpen(String action) {
        ReadyState state = readyState();
        if (state == ReadyState.OPEN) {
            return;
        }
        String refused = log + " is " + state + " and cannot " + action;
        throw page.isClosed()
                ? new PageClosedException(refused + ": its page is closed")
                : new IllegalStateException(refused + "; " + action + " while it is OPEN");
    }

    /** Starts the closing handshake with an empty Close frame; has no effect once that has begun. */
    public void close() {
        close(CloseStatus.NO_STATUS);
    }

    /**
     * Starts the closing handshake with a code; has no effect once that has begun.
     *
     * @param code 1000, or 3000 to 4999
     * @throws DomException {@code InvalidAccessError} for any other code, in every state
     */
    public void close(int code) {
        close(code, "");
    }

    /**
     * Starts the closing handshake with a code and a reason; has no effect once that has begun.
     *
     * <p>If the socket is still connecting, it gives up: {@code error} and {@code close} with 1006 follow. If the
     * server does not answer the Close frame within the page's {@linkplain BrowserPage.Builder#closeTimeout close
     * timeout}, the socket closes with 1006.
     *
     * @param code 1000, or 3000 to 4999
     * @param reason at most 123 bytes in UTF-8; a lone surrogate is sent as U+FFFD
     * @throws DomException {@code InvalidAccessError} for any other code, {@code SyntaxError} for a longer reason, both
     *     in every state
     */
    public void close(int code, String reason) {
        requireNonNull(reason, "reason must not be null");
        if (code != 1000 && (code < FIRST_OWN_CODE || code > LAST_OWN_CODE)) {
            throw DomException.invalidAccessError("close code " + code + " is not for a page to send; use 1000, or "
                    + FIRST_OWN_CODE + " to " + LAST_OWN_CODE);
        }
        int bytes = Utf8Validator.encode(reason).length;
        if (bytes > CloseStatus.MAX_REASON_BYTES) {
            throw DomException.syntaxError("reason is " + bytes + " bytes in UTF-8; a Close frame holds at most "
                    + CloseStatus.MAX_REASON_BYTES);
        }
        close(new CloseStatus(code, reason));
    }

    private void close(CloseStatus status) {
        boolean early;
        synchronized (lock) {
            ReadyState state = readyState();
            if (state == ReadyState.OPEN) {
                connection.close(status);
            }
            if (state != ReadyState.CONNECTING) {
                return;
            }
            log.record(Events.note("close() before open", ""), ReadyState.CLOSING);
            early = !connection.abandon();
        }
        if (early) {
            failEarly("closed by the page before it was open");
        }
    }

    /**
     * Sets the handler for {@code open} and replaces the previous one; for several, see {@link #addEventListener}.
     *
     * @param handler what to run on the page's loop; {@code null} removes it
     */
    public void onOpen(@Nullable Consumer<? super SocketEvent> handler) {
        events.listeners(EventType.OPEN).handler(handler);
    }

    /**
     * Sets the handler for {@code message} and replaces the previous one.
     *
     * @param handler what to run on the page's loop; {@code null} removes it
     */
    public void onMessage(@Nullable Consumer<? super MessageEvent> handler) {
        events.listeners(EventType.MESSAGE).handler(handler);
    }

    /**
     * Sets the handler for {@code error} and replaces the previous one.
     *
     * @param handler what to run on the page's loop; {@code null} removes it
     */
    public void onError(@Nullable Consumer<? super SocketEvent> handler) {
        events.listeners(EventType.ERROR).handler(handler);
    }

    /**
     * Sets the handler for {@code close} and replaces the previous one.
     *
     * @param handler what to run on the page's loop; {@code null} removes it
     */
    public void onClose(@Nullable Consumer<? super CloseEvent> handler) {
        events.listeners(EventType.CLOSE).handler(handler);
    }

    /**
     * Adds a listener after the existing ones. Adding the same listener again has no effect.
     *
     * @param type the type of event
     * @param listener what to run on the page's loop
     * @param <E> the class of the event
     */
    public <E extends SocketEvent> void addEventListener(EventType<E> type, Consumer<? super E> listener) {
        events.listeners(type).add(requireNonNull(listener, "listener must not be null"), false);
    }

    /**
     * Adds a listener that is removed before it runs for the first time.
     *
     * @param type the type of event
     * @param listener what to run on the page's loop, once
     * @param <E> the class of the event
     */
    public <E extends SocketEvent> void addEventListenerOnce(EventType<E> type, Consumer<? super E> listener) {
        events.listeners(type).add(requireNonNull(listener, "listener must not be null"), true);
    }

    /**
     * Removes a listener; if an event is just being fired, the listener is not called for it any more. Has no effect if
     * the listener was not added.
     *
     * @param type the type of event
     * @param listener the listener that was added
     * @param <E> the class of the event
     */
    public <E extends SocketEvent> void removeEventListener(EventType<E> type, Consumer<? super E> listener) {
        events.listeners(type).remove(requireNonNull(listener, "listener must not be null"));
    }

    /**
     * Returns the status with which the socket was closed.
     *
     * @return code and reason of the {@code close} event, empty before its listeners have run
     */
    @Override
    public Optional<CloseStatus> closeStatus() {
        return super.closeStatus();
    }

    /**
     * Returns the events that this socket has fired and whose listeners have run, in order. An event without listeners
     * counts too. Covers the present window of the journal, without entries that the journal no longer keeps. Does not
     * wait; {@code assertEvents} does.
     *
     * <pre>{@code [open, message hello, binary message 01 ff, close 3005 bye]}</pre>
     *
     * <p>Events have these forms: {@code open}; {@code message} with the whole text; {@code binary message} with all
     * bytes in hexadecimal; {@code error}; {@code close} with code and reason. Empty parts are left out: an empty text
     * is {@code message}, a Close frame without a status is {@code close 1005}, and a connection that ended without a
     * Close frame is {@code error}, {@code close 1006}. The journal keeps only the ends of a message over 1 MiB, so its
     * form is the beginning of the message and its size.
     *
     * @return a snapshot, not modifiable
     */
    public List<String> events() {
        return FiredEvents.of(log);
    }

    /**
     * Gives access to what a browser hides from scripts: headers, pings, the answer to a refused handshake.
     *
     * @return the inspector, the same for each call
     */
    public SocketInspector inspect() {
        synchronized (lock) {
            SocketInspector known = inspector;
            if (known == null) {
                known = new SocketInspector(this);
                inspector = known;
            }
            return known;
        }
    }

    /** Returns the party's name, the URL and the state. */
    @Override
    public String toString() {
        return log + " " + url + " " + readyState();
    }

    /**
     * Closes the socket because its page is closed: with 1001 if it is open (WebSockets Standard, "make disappear").
     */
    void leave() {
        CloseStatus goingAway = new CloseStatus(1001, "");
        close(goingAway);
        synchronized (lock) {
            connection.waitNoLonger();
        }
    }

    /** Sets what the handshake has agreed on. */
    void agreed(HandshakeCheck.Agreement agreement) {
        protocol = agreement.subprotocol();
        extensions = agreement.extensions();
    }

    ClientConnection connection() {
        return connection;
    }

    Backlog backlog() {
        return backlog;
    }

    FenceSender fences() {
        return fences;
    }

    Object lock() {
        return lock;
    }

    /** Returns the origin of the URL, as its messages have it. */
    String origin() {
        return target.origin();
    }

    /** Returns host and port of the URL. Sockets to the same host connect one after another. */
    String host() {
        return target.authority();
    }

    /** Connects; called once it is this socket's turn. */
    void connect() {
        if (BlockedPorts.contains(target.effectivePort())) {
            failEarly("browsers block port " + target.effectivePort()
                    + " (Fetch Standard, port blocking); use another one");
            return;
        }
        port = alias == null ? target.effectivePort() : alias.getPort();
        String name = target.hostName();
        List<InetSocketAddress> known = alias == null ? Resolver.local(name, port) : List.of(alias);
        if (known != null) {
            connection.connect(known);
        } else {
            Resolver.lookUp(name, port, connection::connect, why -> failEarly(why + page.hint(name)));
        }
    }

    private void failEarly(String why) {
        loop.execute(() -> connection.failEarly(why));
    }

    /** What a fence needs from a socket. */
    private final class Fences implements FenceSender {
        @Override
        public boolean sendFence(Payload fence) {
            synchronized (lock) {
                return readyState() == ReadyState.OPEN && connection.writer().sendFence(fence);
            }
        }

        @Override
        public void whenIdle(Runnable task) {
            loop.whenIdle(task);
        }

        @Override
        public boolean isConnectingTo(int port) {
            return BrowserWebSocket.this.port == port;
        }
    }
}
