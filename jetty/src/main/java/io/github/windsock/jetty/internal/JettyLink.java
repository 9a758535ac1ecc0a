package io.github.windsock.jetty.internal;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.server.internal.engine.Link;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.exceptions.CloseException;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of Jetty's API as the server's link. It sends whole messages, one after another, and leaves the closing
 * handshake to Jetty. Public, because Jetty calls it by reflection.
 */
public final class JettyLink implements Link, Session.Listener {
    private static final int ABNORMAL = 1006;
    private static final int NO_STATUS = 1005;
    private static final long DEFAULT_LIMIT = 64L << 20;

    private final Listener listener;
    private final JettyPort port;
    private final PortEndPoint endPoint;
    private volatile @Nullable Session session;

    // Used by the engine's thread only.
    private boolean violated;
    private boolean over;
    private End end = End.CLOSED_BY_PEER;

    // All below are guarded by this.
    private final Deque<Sending> queue = new ArrayDeque<>();
    private boolean isSending;
    private boolean demanded;
    private boolean opened;
    private long queued;
    private boolean closing;
    private @Nullable Consumer<Session> early; // what ends it, if that came before Jetty had opened it

    private record Sending(Opcode opcode, ByteBuffer payload, Runnable written) {}

    JettyLink(Listener listener, JettyPort port, PortEndPoint endPoint) {
        this.listener = listener;
        this.port = port;
        this.endPoint = endPoint;
    }

    // Callbacks of Jetty.

    @Override
    public void onWebSocketOpen(Session opening) {
        long limit = port.settings().maxMessageBytes();
        if (limit != DEFAULT_LIMIT) { // by default Jetty keeps its own limit, as in production
            opening.setMaxTextMessageSize(limit);
            opening.setMaxBinaryMessageSize(limit);
        }
        opening.setIdleTimeout(Duration.ZERO);
        Consumer<Session> ending;
        synchronized (this) {
            session = opening;
            ending = early;
        }
        execute(() -> {
            listener.opened();
            boolean isWanted;
            synchronized (this) {
                opened = true;
                isWanted = demanded;
            }
            if (isWanted) {
                opening.demand();
            }
            pump();
            if (ending != null) {
                ending.accept(opening);
            }
        });
    }

    @Override
    public void onWebSocketText(String message) {
        frame(Opcode.TEXT, ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer message, Callback callback) {
        ByteBuffer copy = copyOf(message);
        callback.succeed();
        frame(Opcode.BINARY, copy);
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        frame(Opcode.PING, copyOf(payload));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        frame(Opcode.PONG, copyOf(payload));
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        execute(() -> {
            if (cause instanceof CloseException rule && !violated) {
                violated = true;
                synchronized (this) {
                    closing = true; // Jetty sends the Close frame itself
                }
                listener.violated(
                        ProtocolViolation.foundElsewhere(rule.getStatusCode(), String.valueOf(rule.getMessage())));
            } else if (String.valueOf(cause.getMessage())
                    .toLowerCase(Locale.ROOT)
                    .contains("reset")) {
                end = End.RESET_BY_PEER;
            }
        });
    }

    /** A Close frame has arrived, which Jetty answers when this returns; or the connection ended without one. */
    @Override
    @SuppressWarnings("removal") // Jetty 12.0 has no other one
    public void onWebSocketClose(int code, String reason) {
        execute(() -> {
            if (code != ABNORMAL && !violated) {
                synchronized (this) {
                    closing = true;
                }
                listener.frame(Frame.control(Opcode.CLOSE, status(code, reason == null ? "" : reason)));
            }
            finish();
        });
    }

    private static ByteBuffer status(int code, String reason) {
        if (code == NO_STATUS) {
            return ByteBuffer.allocate(0);
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .flip();
    }

    private static ByteBuffer copyOf(ByteBuffer payload) {
        return ByteBuffer.allocate(payload.remaining()).put(payload.slice()).flip();
    }

    private void frame(Opcode opcode, ByteBuffer payload) {
        synchronized (this) {
            demanded = false;
        }
        execute(() -> listener.frame(new Frame(opcode, true, false, payload)));
    }

    /** The upgrade failed, so there is no connection. */
    void failed(Exception cause) {
        execute(() -> {
            listener.failed(cause);
            end = End.FAILED;
            finish();
        });
    }

    private void finish() {
        if (!over) {
            over = true;
            listener.ended(end);
        }
    }

    // Actions of the server.

    @Override
    public void send(Frame frame, Runnable written) {
        if (!frame.fin() || !frame.isFirst()) {
            throw new UnsupportedOperationException("JettyEngine sends whole messages only");
        }
        synchronized (this) {
            queue.add(new Sending(frame.opcode(), frame.payload(), written));
            queued += frame.size();
        }
        pump();
    }

    private void pump() {
        Session known = session;
        Sending next;
        synchronized (this) {
            if (isSending || !opened || known == null) {
                return;
            }
            next = queue.poll();
            isSending = next != null;
        }
        if (next != null) {
            send(next, known);
        }
    }

    private void send(Sending next, Session known) {
        Callback done = Callback.from(() -> sent(next, true), failure -> sent(next, false));
        ByteBuffer payload = next.payload();
        switch (next.opcode()) {
            case TEXT ->
                known.sendText(
                        StandardCharsets.UTF_8.decode(payload.duplicate()).toString(), done);
            case BINARY -> known.sendBinary(payload.duplicate(), done);
            case PING -> known.sendPing(payload.duplicate(), done);
            case PONG -> known.sendPong(payload.duplicate(), done);
            case CLOSE -> close(payload, known, done);
            case CONTINUATION -> throw new IllegalStateException("refused above");
        }
    }

    /** Sends a Close frame, unless Jetty does: it answers the client's Close frame and protocol errors itself. */
    private void close(ByteBuffer payload, Session known, Callback done) {
        boolean isJettys;
        synchronized (this) {
            isJettys = closing;
            closing = true;
        }
        if (isJettys) {
            done.succeed();
            return;
        }
        ByteBuffer status = payload.duplicate();
        int code = status.getShort() & 0xFFFF;
        known.close(code, StandardCharsets.UTF_8.decode(status).toString(), done);
    }

    private void sent(Sending what, boolean isWritten) {
        synchronized (this) {
            isSending = false;
            queued -= what.payload().remaining();
        }
        if (isWritten) {
            what.written().run();
        }
        pump();
    }

    @Override
    public void sendRaw(ByteBuffer bytes, Runnable written) {
        throw new UnsupportedOperationException("JettyEngine cannot send raw bytes");
    }

    @Override
    public synchronized long queued() {
        return queued;
    }

    @Override
    public long received() {
        Connection connection = endPoint.getConnection();
        return connection == null ? 0 : connection.getBytesIn();
    }

    @Override
    public void demand() {
        Session known = session;
        synchronized (this) {
            if (demanded) {
                return;
            }
            demanded = true;
            if (!opened || known == null) {
                return;
            }
        }
        known.demand(); // also when it is closing, to read the client's Close frame
    }

    /** Ends the connection, unless a closing handshake has begun: then Jetty ends it. */
    @Override
    public void end() {
        boolean isClosing;
        synchronized (this) {
            isClosing = closing;
        }
        whenOpen(known -> execute(() -> {
            end = End.ENDED;
            if (!isClosing) {
                known.disconnect();
            }
        }));
    }

    @Override
    public void reset() {
        whenOpen(known -> execute(() -> {
            end = End.RESET;
            endPoint.endByReset();
            known.disconnect();
        }));
    }

    /** Ends it, now or as soon as Jetty has opened it. The last call counts, since a reset may follow an end. */
    private void whenOpen(Consumer<Session> ending) {
        Session known;
        synchronized (this) {
            known = session;
            if (known == null) {
                early = ending;
                return;
            }
        }
        ending.accept(known);
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        return port.schedule(delay, task);
    }

    @Override
    public void execute(Runnable task) {
        port.host().connector().run(task);
    }
}
