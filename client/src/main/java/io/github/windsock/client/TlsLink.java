package io.github.windsock.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * TLS on a {@link TcpLink}, without a thread of its own: it is the handler of the link below and a link to the handler
 * above. What the engine wants computed, such as the check of certificates, is done on threads that may block.
 */
final class TlsLink implements Link, Link.Handler {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final Handler above;
    private final Executor blocking;

    /** Guards the engine's outward half, and the order of what is wrapped. */
    private final Object out = new Object();

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private volatile @Nullable Link below;
    private boolean ready;

    // Of the reading thread, or of the task that it waits for.
    private ByteBuffer encrypted;
    private ByteBuffer plain;
    private boolean computing;
    private boolean ended;

    private record Waiting(ByteBuffer bytes, Runnable written) {}

    TlsLink(SSLContext context, String host, int port, Executor blocking, Handler above) {
        this.above = above;
        this.blocking = blocking;
        engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!Resolver.isLiteral(host)) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        engine.setSSLParameters(parameters);
        encrypted =
                ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    // The link to the handler above.

    @Override
    public void write(ByteBuffer bytes, Runnable written) {
        synchronized (out) {
            if (!ready) {
                waiting.add(new Waiting(bytes, written));
                return;
            }
            wrapAll(bytes, written);
        }
    }

    @Override
    public void end() {
        Link link = below;
        synchronized (out) {
            engine.closeOutbound();
            if (ready) {
                wrapAll(NOTHING.duplicate(), TlsLink::unnoticed);
            }
        }
        if (link != null) {
            link.end();
        }
    }

    @Override
    public void abort(boolean reset) {
        Link link = below;
        if (link != null) {
            link.abort(reset);
        }
    }

    @Override
    public void pauseReading(boolean pause) {
        Link link = below;
        if (link != null) {
            link.pauseReading(pause);
        }
    }

    // The handler of the link below.

    @Override
    public void connected(Link link) {
        below = link;
        synchronized (this) {
            try {
                engine.beginHandshake();
            } catch (SSLException e) {
                fail(e);
                return;
            }
            advance();
        }
    }

    @Override
    public synchronized void received(ByteBuffer bytes) {
        encrypted.compact();
        if (encrypted.remaining() < bytes.remaining()) {
            encrypted = ByteBuffer.wrap(Arrays.copyOf(encrypted.array(), encrypted.position() + bytes.remaining()))
                    .position(encrypted.position());
        }
        encrypted.put(bytes).flip();
        advance();
    }

    @Override
    public void ended(@Nullable IOException cause) {
        boolean first;
        synchronized (this) {
            first = !ended;
            ended = true;
        }
        if (first) {
            above.ended(cause);
        }
    }

    /** Does what the engine asks for until it needs the server, or time. */
    private void advance() {
        try {
            while (!computing && !ended && step()) {
                // each step has done something
            }
        } catch (SSLException e) {
            fail(e);
        }
    }

    private boolean step() throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        switch (status) {
            case NEED_TASK -> compute();
            case NEED_WRAP -> {
                synchronized (out) {
                    wrap(NOTHING.duplicate(), TlsLink::unnoticed);
                }
                becomeReady();
                return !engine.isOutboundDone();
            }
            default -> {
                becomeReady();
                return unwrap();
            }
        }
        return true;
    }

    /** Tells above, once, that the handshake has been done. */
    private void becomeReady() {
        synchronized (out) {
            if (ready || engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                return;
            }
            ready = true;
        }
        above.connected(this);
        synchronized (out) {
            for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
                wrapAll(next.bytes, next.written);
            }
        }
    }

    private boolean unwrap() throws SSLException {
        if (!encrypted.hasRemaining()) {
            return false;
        }
        plain.clear();
        SSLEngineResult result = engine.unwrap(encrypted, plain);
        switch (result.getStatus()) {
            case BUFFER_OVERFLOW ->
                plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case CLOSED -> {
                return false; // close_notify: the end of TCP follows
            }
            case OK -> {
                becomeReady();
                plain.flip();
                if (plain.hasRemaining()) {
                    above.received(plain);
                }
            }
        }
        return true;
    }

    private void compute() {
        computing = true;
        blocking.execute(() -> {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            synchronized (this) {
                computing = false;
                advance();
            }
        });
    }

    /** Wraps all bytes, or what the engine itself has to say; under the lock of the outward half. */
    private void wrap(ByteBuffer bytes, Runnable written) throws SSLException {
        Link link = below;
        if (link == null) {
            return;
        }
        do {
            ByteBuffer packet = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            SSLEngineResult result = engine.wrap(bytes, packet);
            link.write(packet.flip(), bytes.hasRemaining() ? TlsLink::unnoticed : written);
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                return;
            }
        } while (bytes.hasRemaining());
    }

    /** As {@link #wrap}, where the failure is the reader's to report: it meets the end that follows. */
    private void wrapAll(ByteBuffer bytes, Runnable written) {
        try {
            wrap(bytes, written);
        } catch (SSLException e) {
            abort(false);
        }
    }

    /** Of a message in several records only the last one ends it. */
    private static void unnoticed() {}

    private void fail(SSLException cause) {
        synchronized (out) {
            wrapAll(NOTHING.duplicate(), TlsLink::unnoticed); // the alert that tells the server
        }
        ended(cause);
        Link link = below;
        if (link != null) {
            link.end();
        }
    }
}
