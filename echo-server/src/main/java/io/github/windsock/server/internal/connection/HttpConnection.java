package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.ByteConnection;
import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.internal.wire.PerMessageDeflate;
import io.github.windsock.internal.wire.RequestHead;
import io.github.windsock.internal.wire.RequestHeadReader;
import io.github.windsock.server.internal.engine.AnswerStream;
import io.github.windsock.server.internal.engine.HttpExchange;
import io.github.windsock.server.internal.engine.Link;
import io.github.windsock.server.internal.engine.UnrequestedConnection;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection up to the answer to its request. Then it becomes a {@link FrameConnection} or ends. Callers may be on
 * any thread; the work is done on the engine's thread.
 */
final class HttpConnection implements ByteConnection.Handler, HttpExchange, UnrequestedConnection {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Map<String, List<String>> TEXT = Map.of("Content-Type", List.of("text/plain"));

    private final ByteConnection connection;
    private final TransportPort port;
    private final AnswerWriter answer;
    private final AtomicBoolean reported = new AtomicBoolean();
    private final RequestHeadReader reader = new RequestHeadReader();
    private volatile boolean silent = true;
    private volatile boolean closedHere;
    private volatile boolean brokenOff; // by the client
    private volatile byte[] decrypted = {}; // the first bytes, over TLS
    private volatile boolean isLinked;
    private volatile @Nullable String refusal; // of bytes that are not a request
    private @Nullable PerMessageDeflate deflation; // used by the accepting thread only

    // Only the engine's thread uses these, except for the head, which others read after the request was reported.
    private RequestHead head = new RequestHead("", "", "", HttpHeaders.EMPTY);
    private ByteBuffer unread = NOTHING; // bytes after the head
    private boolean begun;
    private boolean known;
    private @Nullable RequestBody body;
    private @Nullable ResponseStream stream;
    private @Nullable Runnable onDisconnect;
    private @Nullable Runnable stopClock;
    private @Nullable FrameConnection frames;
    private @Nullable Consumer<FrameConnection> endBeforeLink;

    HttpConnection(ByteConnection connection, TransportPort port) {
        this.connection = connection;
        this.port = port;
        this.answer = new AnswerWriter(connection);
    }

    /** Sets the timeout for the request; zero means none. */
    void limit(Duration timeout) {
        if (!timeout.isZero()) {
            stopClock = connection.schedule(timeout, () -> {
                if (silent) {
                    timedOut();
                }
            });
        }
    }

    private void stopClock() {
        if (stopClock != null) {
            stopClock.run();
        }
    }

    /** Answers with 408 if a request has started (RFC 9110, section 15.5.9); otherwise closes the connection. */
    private void timedOut() {
        if (begun) {
            refuseBytes(408, "The request took too long.");
        } else {
            close();
        }
    }

    /** Tells whether the client has not sent a request yet. */
    boolean isSilent() {
        return silent;
    }

    /** Tells whether it has become a link, or is about to. */
    boolean isLinked() {
        return isLinked;
    }

    void close() {
        closedHere = true;
        connection.close();
    }

    // Called by the transport.

    @Override
    public void opened() {
        connection.demand();
    }

    @Override
    public void begun() {
        if (isOtherProtocol()) {
            report(); // now, so that it is recorded before the client sees an answer
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        unread = bytes;
        take(bytes);
        unread = bytes.hasRemaining() ? copyOf(bytes) : NOTHING; // the buffer is reused
    }

    private static ByteBuffer copyOf(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    private static byte[] firstOf(ByteBuffer bytes) {
        byte[] first = new byte[Math.min(bytes.remaining(), MAX_SHOWN)];
        bytes.get(bytes.position(), first);
        return first;
    }

    private void take(ByteBuffer bytes) {
        if (!known) {
            if (!begun && connection.isSecure()) {
                decrypted = firstOf(bytes);
            }
            begun = true;
            readHead(bytes);
        } else if (stream != null) {
            bytes.position(bytes.limit()); // ignored: it belongs to no request
            connection.demand(); // to detect that the client disconnects
        } else if (body != null && !body.isOver()) {
            body.received(bytes);
        } // otherwise the bytes wait, for frames
    }

    @Override
    public void inputEnded() {
        boolean isBodyIncomplete = body != null && !body.isOver();
        if (!known || stream != null || isBodyIncomplete) {
            connection.close();
        } else if (!answer.isBegun() && onDisconnect != null) {
            onDisconnect.run();
        }
    }

    /** The answer cannot be written, so nobody reads on: a client that has left must not seem to be connected. */
    @Override
    public void outputBroken() {
        connection.close();
    }

    @Override
    public void ended(ByteConnection.End end, @Nullable Throwable cause) {
        brokenOff = !closedHere;
        port.remove(this);
        stopClock();
        if (body != null) {
            body.stop();
        }
        if (stream != null) {
            stream.ended();
        }
        FrameConnection link = frames;
        if (link != null) {
            link.ended(end, cause);
        } else {
            endBeforeLink = prepared -> prepared.ended(end, cause);
            report();
        }
    }

    // Connections without a request.

    private void report() {
        if (reported.compareAndSet(false, true)) {
            port.handler().neverRequested(description());
        }
    }

    @Override
    public boolean isPortSecure() {
        return port.isSecure();
    }

    @Override
    public byte[] firstBytes() {
        return connection.firstBytes();
    }

    @Override
    public byte[] firstDecrypted() {
        return decrypted;
    }

    @Override
    public Optional<String> tlsFailure() {
        return connection.tlsFailure();
    }

    @Override
    public boolean isTlsEstablished() {
        return connection.isTlsEstablished();
    }

    @Override
    public boolean isBrokenOff() {
        return brokenOff;
    }

    @Override
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    // Reading.

    private void readHead(ByteBuffer bytes) {
        try {
            RequestHead whole = reader.read(bytes);
            if (whole == null) {
                connection.demand();
            } else {
                exchange(whole);
            }
        } catch (RequestHead.Unreadable e) {
            refuseBytes(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private void refuseBytes(int status, String why) {
        known = true;
        refusal = status + ": " + why;
        report(); // now, so that it is recorded before the client sees the answer
        refuse(status, why + "\n");
    }

    private void refuse(int status, String why) {
        refuse(status, TEXT, why.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void exchange(RequestHead whole) {
        head = whole;
        known = true;
        silent = false;
        stopClock();
        reported.set(true);
        port.handler().requested(this);
        if (!answer.isBegun()) {
            connection.demand(); // to detect that the client disconnects before the answer
        }
    }

    // The request.

    @Override
    public String method() {
        return head.method();
    }

    @Override
    public String target() {
        return head.target();
    }

    @Override
    public String version() {
        return head.version();
    }

    @Override
    public HttpHeaders headers() {
        return head.headers();
    }

    @Override
    public InetSocketAddress remote() {
        return connection.remote();
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }

    @Override
    public void onDisconnect(Runnable task) {
        onDisconnect = task;
    }

    @Override
    public void execute(Runnable task) {
        connection.execute(task);
    }

    @Override
    public void readBody(int maxBytes, Consumer<byte[]> reader) {
        connection.execute(() -> {
            long length = bodyLength();
            if (length < 0) {
                refuse(411, "The body needs a Content-Length.\n");
            } else if (length > maxBytes) {
                refuse(413, "The body is " + length + " bytes; " + maxBytes + " are the limit.\n");
            } else {
                body = new RequestBody(connection, (int) length, reader, this::bodyTimedOut);
                body.look();
            }
        });
    }

    private void bodyTimedOut() {
        if (body != null && !body.isOver()) {
            body.stop();
            refuse(408, "The request took too long.\n");
        }
    }

    private long bodyLength() {
        List<String> lengths = headers().getOrDefault("Content-Length", List.of());
        boolean isKnown = lengths.size() == 1
                && lengths.get(0).matches("\\d{1,15}")
                && !headers().containsKey("Transfer-Encoding");
        return isKnown ? Long.parseLong(lengths.get(0)) : -1;
    }

    // The answer.

    @Override
    public String agreeOnCompression() {
        List<String> offers = head.headers().getOrDefault("Sec-WebSocket-Extensions", List.of());
        PerMessageDeflate negotiated = PerMessageDeflate.negotiate(offers);
        deflation = negotiated;
        return negotiated == null ? "" : negotiated.answer();
    }

    @Override
    public Link prepare(Link.Listener listener) {
        isLinked = true;
        return new FrameConnection(this, connection, port, deflation, listener);
    }

    /** Lets the link hear of the end, also of one that came while another thread made its session. */
    private void attach(FrameConnection link) {
        connection.execute(() -> {
            frames = link;
            if (endBeforeLink != null) {
                endBeforeLink.accept(link);
            }
        });
    }

    @Override
    public void accept(Map<String, List<String>> headers, Link link) {
        answer.begin(target());
        attach((FrameConnection) link);
        answer.accept(headers, ((FrameConnection) link)::begin);
    }

    @Override
    public void accept(List<byte[]> pieces, Link link) {
        answer.begin(target());
        attach((FrameConnection) link);
        answer.write(pieces.iterator(), ((FrameConnection) link)::begin);
    }

    @Override
    public void answerInPart(byte[] bytes, Runnable written) {
        answer.write(bytes, written);
    }

    @Override
    public void refuse(int status, Map<String, List<String>> headers, byte[] body) {
        answer.begin(target());
        answer.end(status, headers, body, !method().equals("HEAD"));
    }

    @Override
    public AnswerStream stream(int status, Map<String, List<String>> headers) {
        answer.begin(target());
        ResponseStream begun = new ResponseStream(connection);
        stream = begun;
        answer.stream(status, headers);
        return begun;
    }

    @Override
    public boolean detach(Consumer<Detached> consumer) {
        ByteBuffer rest = unread;
        if (connection.isSecure()) {
            return false;
        }
        answer.begin(target());
        port.remove(this);
        byte[] asked = head.headers().head(head.method(), head.target(), head.version());
        ByteBuffer read = ByteBuffer.allocate(asked.length + rest.remaining())
                .put(asked)
                .put(rest)
                .flip();
        return connection.detach(channel -> consumer.accept(new Detached(channel, read)));
    }

    @Override
    public void reset() {
        answer.giveNone();
        connection.reset();
    }

    @Override
    public void drop() {
        answer.giveNone();
        connection.end(false);
    }
}
