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
 * An engine of TLS whose tasks run where they may block: they call trust and key managers, which are code of the
 * user's.
 *
 * <p>The JDK's engine holds its lock while a task runs. So nothing is asked of it meanwhile: this one says that it needs more
 * bytes of the peer, and is called again when the task is done.
 */
final class OffloadingSslEngine extends SSLEngine {
    private final SSLEngine engine;
    private final Executor workers;
    private Runnable goOn = () -> {};
    private volatile @Nullable Throwable defect; // that a task has thrown, and the engine does not take
    private volatile boolean isBusy;
    private volatile boolean hasNews; // what the task has thrown comes out of the next call, and before nothing is over

    // What is answered while it is busy. Guarded by this.
    private @Nullable SSLSession session;
    private @Nullable SSLSession handshakeSession;
    private boolean isOutboundClosed;
    private boolean isInboundClosed;

    /**
     * Makes an engine of another one that is set up.
     *
     * @param engine the JDK's
     * @param workers run tasks that may block
     */
    OffloadingSslEngine(SSLEngine engine, Executor workers) {
        super(engine.getPeerHost(), engine.getPeerPort());
        this.engine = engine;
        this.workers = workers;
    }

    /**
     * Sets what is to be done when what has been waited for is there, before the first task.
     *
     * @param goOn runs on any thread
     */
    void whenDone(Runnable goOn) {
        this.goOn = goOn;
    }

    /** Returns what begins the tasks there are, and does not wait for their end. */
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
        } catch (Throwable e) { // exceptions are the engine's to tell; an error leaves it in the middle of things
            defect = e;
        }
        hasNews = true;
        done();
        goOn.run();
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
                // the peer broke off, and the caller of close has been told
            }
        }
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return isBusy || defect != null ? HandshakeStatus.NEED_UNWRAP : engine.getHandshakeStatus();
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer to) throws SSLException {
        if (isBusy) {
            return needsMore(Status.OK);
        }
        tellNews();
        return engine.wrap(from, offset, length, to);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int offset, int length) throws SSLException {
        if (isBusy) {
            return needsMore(Status.BUFFER_UNDERFLOW);
        }
        tellNews();
        return engine.unwrap(from, to, offset, length);
    }

    private void tellNews() throws SSLException {
        hasNews = false;
        Throwable thrown = defect;
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
        return !isBusy && !hasNews && engine.isInboundDone();
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

    // What is set and asked before and after a handshake only.

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
