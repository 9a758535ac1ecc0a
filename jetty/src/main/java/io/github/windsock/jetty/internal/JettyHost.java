package io.github.windsock.jetty.internal;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/** The one Jetty of the JVM. The first lease starts it; it stops two seconds after the last lease was released. */
final class JettyHost {
    private static final Duration LINGER = Duration.ofSeconds(2);

    // All guarded by the class.
    private static @Nullable JettyHost running;
    private static int leases;
    private @Nullable ScheduledFuture<?> ending;

    private final LeanThreadPool pool = new LeanThreadPool();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, new JettyThreads("windsock-jetty-timer"));
    private final Server server;
    private final ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler(timer);
    private final PortConnector connector;
    private @Nullable PortConnector blockingConnector; // guarded by this
    private final ServerWebSocketContainer container;

    private JettyHost() {
        timer.setRemoveOnCancelPolicy(true);
        server = new Server(pool, scheduler, new ArrayByteBufferPool());
        connector = connector(SelectorThread.withoutBlocking(pool));
        server.addConnector(connector);
        container = ServerWebSocketContainer.ensure(server);
        server.setHandler(new Dispatcher());
        start();
    }

    private PortConnector connector(SelectorThread thread) {
        return new PortConnector(this, server, thread, scheduler, new HttpConnectionFactory(http()));
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.addCustomizer(
                new SecureRequestCustomizer(false)); // the host names of a test need not match the certificate
        return http;
    }

    private void start() {
        try {
            server.start();
        } catch (Exception e) {
            endThreads();
            throw new IllegalStateException("the Jetty of JettyEngine cannot start: " + e.getMessage(), e);
        }
    }

    /** Returns the running Jetty, or starts one; it stays until {@link #release()}. */
    static synchronized JettyHost lease() {
        JettyHost host = running;
        if (host == null) {
            host = new JettyHost();
            running = host;
        }
        leases++;
        if (host.ending != null) {
            host.ending.cancel(false);
            host.ending = null;
        }
        return host;
    }

    void release() {
        synchronized (JettyHost.class) {
            leases--;
            if (leases == 0) {
                ending = timer.schedule(this::stopIfIdle, LINGER.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    private void stopIfIdle() {
        synchronized (JettyHost.class) {
            if (leases > 0 || running != this) {
                return;
            }
            running = null;
        }
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the Jetty of JettyEngine did not stop: " + e.getMessage(), e);
        } finally {
            endThreads();
        }
    }

    private void endThreads() {
        timer.shutdownNow();
        pool.shutdown();
    }

    PortConnector connector() {
        return connector;
    }

    /** Returns the connector for connections on which user code runs. */
    synchronized PortConnector blockingConnector() {
        PortConnector known = blockingConnector;
        if (known == null) {
            known = connector(SelectorThread.withBlocking(pool));
            blockingConnector = known;
            server.addConnector(known);
            try {
                known.start();
            } catch (Exception e) {
                throw new IllegalStateException(
                        "the Jetty of JettyEngine has no second connector: " + e.getMessage(), e);
            }
        }
        return known;
    }

    ServerWebSocketContainer container() {
        return container;
    }

    Server server() {
        return server;
    }

    /** Runs a task that may block. */
    void executeBlocking(Runnable task) {
        pool.execute(task);
    }

    /**
     * Runs a task on the selector's thread later, after what has arrived until then was read. The returned task cancels
     * it if it has not started.
     */
    Runnable schedule(Duration delay, Runnable task) {
        if (delay.isZero()) {
            connector.run(task);
            return () -> {};
        }
        AtomicBoolean isCancelled = new AtomicBoolean();
        Runnable unlessCancelled = () -> {
            if (!isCancelled.get()) {
                task.run();
            }
        };
        ScheduledFuture<?> future = timer.schedule(
                () -> connector.runAfterSelection(unlessCancelled), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> {
            isCancelled.set(true);
            future.cancel(false);
        };
    }

    /**
     * Hands each request to the owner of its connection. It may block: an endpoint reads the first messages on the
     * thread that answered its handshake. A selector for non-blocking connections runs it anyway, see {@link
     * SelectorThread}.
     */
    private static final class Dispatcher extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            PortEndPoint.of(request).owner().handle(request, response, callback);
            return true;
        }
    }
}
