package io.github.windsock.server.jetty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * The one engine of the JVM: a thread that accepts, reads and writes for all doors, one for timers, and a few for what may
 * block. It is leased: the first door starts it, and it ends some time after the last one was closed.
 */
final class Engine {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final int WORKERS = 8;
    private static final int READ_BYTES = 16 * 1024;

    // All guarded by the class.
    private static @Nullable Engine running;
    private static int leases;
    private long idleSince;
    private boolean watching;

    private final ThreadPoolExecutor workers = newWorkers();
    private final ScheduledThreadPoolExecutor timer = newTimer();
    private final LoopExecutor loop = new LoopExecutor();
    private ByteBuffer spare = BufferUtil.EMPTY_BUFFER; // only the engine's thread uses it
    private final PortSelector doors = new PortSelector(this, loop, new ScheduledExecutorScheduler(timer));

    private Engine() {
        try {
            doors.start();
        } catch (Exception e) {
            endThreads();
            throw new IllegalStateException("the engine of the echo server cannot start: " + e.getMessage(), e);
        }
    }

    private static ThreadPoolExecutor newWorkers() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new EngineThreads("windsock-worker"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ScheduledThreadPoolExecutor newTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, new EngineThreads("windsock-timer"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Returns the running engine, started if there is none; it stays until {@link #release()}. */
    static synchronized Engine lease() {
        Engine engine = running;
        if (engine == null) {
            engine = new Engine();
            running = engine;
        }
        leases++;
        return engine;
    }

    void release() {
        synchronized (Engine.class) {
            leases--;
            if (leases == 0) {
                idleSince = System.nanoTime();
                if (!watching) {
                    watching = true;
                    schedule(LINGER, this::stopIfIdle);
                }
            }
        }
    }

    /** One timer watches, however often the last server was closed and another one started. */
    private void stopIfIdle() {
        synchronized (Engine.class) {
            watching = leases == 0;
            if (leases > 0) {
                return;
            }
            Duration left = LINGER.minusNanos(System.nanoTime() - idleSince);
            if (left.compareTo(Duration.ZERO) > 0) {
                schedule(left, this::stopIfIdle);
                return;
            }
            running = null;
        }
        workers.execute(this::stop);
    }

    private void stop() {
        try {
            doors.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the engine of the echo server did not stop: " + e.getMessage(), e);
        } finally {
            endThreads();
        }
    }

    private void endThreads() {
        timer.shutdownNow();
        workers.shutdown(); // not now: one of them may be running this
    }

    TlsFactory tls(SSLContext context) {
        return new TlsFactory(context, this, new ArrayByteBufferPool());
    }

    Executor workers() {
        return workers;
    }

    void listen(ListeningPort door, List<ServerSocketChannel> channels) {
        doors.listen(door, channels);
    }

    /**
     * Closes listening channels and returns when the system has closed them too: that is when the selector has selected
     * after the close.
     */
    void shut(List<ServerSocketChannel> channels) {
        CountDownLatch done = new CountDownLatch(1);
        doors.selector().submit(selector -> {
            try {
                for (ServerSocketChannel channel : channels) {
                    channel.close();
                }
                selector.selectNow(key -> {}); // what is ready it tells again
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close " + channels, e);
            }
            done.countDown();
        });
        if (!loop.isLoop()) {
            await(done);
        }
    }

    private static void await(CountDownLatch done) {
        try {
            if (!done.await(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a port was not closed within " + BOUND.toSeconds()
                        + " s: something blocks the engine's thread windsock-engine-1");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the engine closes the port all the same
        }
    }

    /** Returns an empty buffer to read into. Only for the engine's thread. */
    ByteBuffer lend() {
        ByteBuffer buffer = spare;
        spare = BufferUtil.EMPTY_BUFFER;
        return buffer.capacity() > 0 ? buffer : BufferUtil.allocate(READ_BYTES);
    }

    /** Takes a buffer back in which there is nothing any more. Only for the engine's thread. */
    void giveBack(ByteBuffer buffer) {
        if (buffer.capacity() == READ_BYTES) {
            spare = buffer;
        }
    }

    /** Runs a task that does not block on the engine's thread, at once if that is the current one. */
    void execute(Runnable task) {
        if (loop.isLoop()) {
            task.run();
        } else {
            doors.selector().submit(selector -> task.run());
        }
    }

    /** Runs a task on the engine's thread later; what is returned stops it. */
    Runnable schedule(Duration delay, Runnable task) {
        Future<?> future = timer.schedule(() -> execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }
}
