package io.github.windsock.server.jetty;

import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.internal.wire.PerMessageDeflate;
import io.github.windsock.internal.wire.RequestHead;
import io.github.windsock.internal.wire.RequestHeadReader;
import io.github.windsock.internal.wire.ResponseHead;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A connection from its beginning to the answer to its one request: it becomes one of frames, or ends. Everything happens
 * on the engine's thread, wherever it is asked for.
 */
final class HttpConnection extends EngineConnection implements Connection.UpgradeFrom, HttpExchange {
    private final AtomicBoolean answered = new AtomicBoolean();
    private final RequestHeadReader reader = new RequestHeadReader();
    private final Drain drain;

    // Only the engine's thread uses these, but for the head, which is there before anybody asks for it.
    private RequestHead head = new RequestHead("", "", "", HttpHeaders.EMPTY);
    private boolean known;
    private boolean draining;
    private Runnable leaving = () -> {};

    HttpConnection(EndPoint endPoint, SocketEndPoint tcp, Engine engine) {
        super(endPoint, tcp, engine);
        this.drain = new Drain(this, endPoint::close);
    }

    // What Jetty tells.

    @Override
    public void onOpen() {
        super.onOpen();
        engine.execute(this::read);
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        drain.stop();
    }

    @Override
    public ByteBuffer onUpgradeFrom() {
        giveBack();
        ByteBuffer rest = unread;
        unread = BufferUtil.EMPTY_BUFFER;
        return rest;
    }

    // Reading.

    @Override
    void read() {
        Connection current = endPoint.getConnection();
        if (current instanceof FrameConnection frames) {
            frames.read(); // it came to be while this one was waiting for bytes
        } else if (draining) {
            drain.run(true);
        } else if (known) {
            watch();
        } else {
            readHead();
        }
    }

    private void readHead() {
        int count = fill();
        try {
            while (count > 0 && !known) {
                RequestHead whole = reader.read(unread);
                if (whole != null) {
                    knock(whole);
                } else {
                    count = fill();
                }
            }
        } catch (RequestHead.Unreadable e) {
            known = true;
            refuse(e.status(), Map.of("Content-Type", List.of("text/plain")), bytes(e.getMessage() + "\n"));
        }
        giveBack();
        if (count == 0) {
            awaitBytes();
        } else if (count < 0) {
            endPoint.close();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void knock(RequestHead whole) {
        head = whole;
        known = true;
        tcp.knocked();
        tcp.door().visitor().knocked(this);
        if (!answered.get()) {
            watch();
        }
    }

    /** Looks whether the client leaves before it has an answer. What it sends meanwhile is for later. */
    private void watch() {
        if (unread.hasRemaining() || answered.get()) {
            return;
        }
        int count = fill();
        giveBack();
        if (count == 0) {
            awaitBytes();
        } else if (count < 0) {
            leaving.run();
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
        return (InetSocketAddress) endPoint.getRemoteSocketAddress();
    }

    @Override
    public boolean isSecure() {
        return endPoint instanceof SslConnection.SslEndPoint;
    }

    @Override
    public void whenLeft(Runnable task) {
        leaving = task;
    }

    // The answer.

    @Override
    public Link prepare(@Nullable PerMessageDeflate deflation, Link.Listener listener) {
        FrameConnection link = new FrameConnection(endPoint, tcp, engine, deflation, listener);
        tcp.linkTo(link);
        return link;
    }

    @Override
    public void accept(Map<String, List<String>> headers, Link link) {
        beginAnswer();
        write(responseHead(101, headers), () -> endPoint.upgrade((FrameConnection) link));
    }

    @Override
    public void refuse(int status, Map<String, List<String>> headers, byte[] body) {
        beginAnswer();
        byte[] first = responseHead(status, ResponseHead.ending(status, headers, body.length));
        boolean hasBody = ResponseHead.mayHaveBody(status) && !head.method().equals("HEAD");
        write(hasBody ? join(first, body) : first, this::end);
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static byte[] responseHead(int status, Map<String, List<String>> headers) {
        String reason = status == 101 ? "Switching Protocols" : HttpStatus.getMessage(status);
        return new ResponseHead(status, reason, HttpHeaders.copyOf(headers)).bytes();
    }

    private void write(byte[] bytes, Runnable written) {
        Callback callback = Callback.from(() -> engine.execute(written), failure -> endPoint.close());
        engine.execute(() -> endPoint.write(callback, ByteBuffer.wrap(bytes)));
    }

    private void end() {
        draining = true;
        drain.run(unread.hasRemaining());
    }

    @Override
    public void reset() {
        answered.set(true);
        tcp.sendReset();
    }

    private void beginAnswer() {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("the attempt for " + target() + " has been answered already");
        }
    }
}
