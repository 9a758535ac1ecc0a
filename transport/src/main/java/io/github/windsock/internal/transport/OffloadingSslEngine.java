package io.github.windsock.internal.transport;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A TLS engine that runs its delegated tasks on worker threads. The tasks may block: they call trust and key managers,
 * which can be code of the user.
 *
 * <p>The JDK's engine holds its lock while a task runs, so this engine does not call it meanwhile. It reports that it
 * needs more bytes from the peer, and {@link #whenDone} makes the caller try again after the task.
 */
final class OffloadingSslEngine extends SSLEngine {
    private final SSLEngine engine;
    private final Executor workers;
    private Runnable onDone = () -> {};
    private volatile @Nullable Throwable taskFailure; // that the JDK's engine does not report itself
    private volatile boolean isBusy;
    private volatile boolean hasResult; // of a task, for the next call; until then the inbound side is not done

    // The answers while a task runs. Guarded by this.
    private @Nullable SSLSession session;
    private @Nullable SSLSession handshakeSession;
    private boolean isOutboundClosed;
    private boolean isInboundClosed;

    /**
     * Creates an engine around another one, which must be configured.
     *
     * @param engine the JDK's engine
     * @param workers runs tasks that may block
     */
    OffloadingSslEngine(SSLEngine engine, Executor workers) {
        super(engine.getPeerHost(), engine.getPeerPort());
        this.engine = engine;
        this.workers = workers;
    }

    /**
     * Sets the callback that runs when a task is done. Must be called before the first task.
     *
     * @param callback runs on any thread
     */
    void whenDone(Runnable callback) {
        this.onDone = callback;
    }

    /** Returns a task that starts the engine's tasks on a worker thread and does not wait for them. */
    @Override
    public @Nullable Runnable getDelegatedTask() {
        Runnable task = isBusy ? null : engine.getDelegatedTask();
        return task == null ? null : () -> begin(task);
    }

    private void begin(Runnable first) {
        synchronized (this) {
            session = engine.getSession();
            handshakeSession = engine.getHandshakeSession();
        }
        isBusy = true;
        try {
            workers.execute(() -> run(first));
        } catch (RuntimeException | Error e) { // such as no memory for a thread
            isBusy = false;
            throw e;
        }
    }

    private void run(Runnable first) {
        try {
            for (Runnable task = first; task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        } catch (Throwable e) { // the engine reports exceptions itself, but not errors
            taskFailure = e;
        }
        hasResult = true;
        done();
        onDone.run();
    }

    private synchronized void done() {
        isBusy = false;
        if (isOutboundClosed) {
            engine.closeOutbound();
        }
        if (isInboundClosed) {
            try {
                engine.closeInbound();
            } catch (SSLException e) {
                // the peer closed without a close_notify; whoever closed has seen that already
            }
        }
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return isBusy || taskFailure != null ? HandshakeStatus.NEED_UNWRAP : engine.getHandshakeStatus();
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer to) throws SSLException {
        if (isBusy) {
            return needsMore(Status.OK);
        }
        takeResult();
        return engine.wrap(from, offset, length, to);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int offset, int length) throws SSLException {
        if (isBusy) {
            return needsMore(Status.BUFFER_UNDERFLOW);
        }
        takeResult();
        return engine.unwrap(from, to, offset, length);
    }

    private void takeResult() throws SSLException {
        hasResult = false;
        Throwable thrown = taskFailure;
        if (thrown != null) {
            throw new SSLException("a trust or key manager threw " + thrown, thrown);
        }
    }

    private static SSLEngineResult needsMore(Status status) {
        return new SSLEngineResult(status, HandshakeStatus.NEED_UNWRAP, 0, 0);
    }

    @Override
    public synchronized void closeInbound() throws SSLException {
        isInboundClosed = true;
        if (!isBusy) {
            engine.closeInbound();
        }
    }

    @Override
    public boolean isInboundDone() {
        return !isBusy && !hasResult && engine.isInboundDone();
    }

    @Override
    public synchronized void closeOutbound() {
        isOutboundClosed = true;
        if (!isBusy) {
            engine.closeOutbound();
        }
    }

    @Override
    public boolean isOutboundDone() {
        return !isBusy && engine.isOutboundDone();
    }

    @Override
    public SSLSession getSession() {
        synchronized (this) {
            if (isBusy && session != null) {
                return session;
            }
        }
        return engine.getSession();
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        synchronized (this) {
            if (isBusy) {
                return handshakeSession;
            }
        }
        return engine.getHandshakeSession();
    }

    // The methods below are called only before and after a handshake.

    @Override
    public void beginHandshake() throws SSLException {
        engine.beginHandshake();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return engine.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        engine.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        engine.setEnabledProtocols(protocols);
    }

    @Override
    public void setUseClientMode(boolean mode) {
        engine.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return engine.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        engine.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return engine.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        engine.setSSLParameters(parameters);
    }

    @Override
    public String getApplicationProtocol() {
        return engine.getApplicationProtocol();
    }

    @Override
    public String getHandshakeApplicationProtocol() {
        return engine.getHandshakeApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(BiFunction<SSLEngine, List<String>, String> selector) {
        engine.setHandshakeApplicationProtocolSelector(selector);
    }

    @Override
    public BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return engine.getHandshakeApplicationProtocolSelector();
    }
}
