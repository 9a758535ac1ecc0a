package io.github.windsock.internal.transport;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.jspecify.annotations.Nullable;

/**
 * The transport that all sockets of the JVM share: one thread that accepts, reads and writes, one thread for timers,
 * and worker threads for blocking tasks. The first lease starts it; it ends two seconds after the last lease is
 * released.
 *
 * <p>An exception from a task or a handler ends only its connection. If the selector's thread dies all the same, for
 * example because memory runs out, a new thread replaces it: ports go on listening, the open connections end, and those
 * that are connecting fail.
 */
final class Transport {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

    // Guarded by the class.
    private static @Nullable Transport running;
    private static int leases;
    private long idleSince;
    private boolean watching;

    private final Consumer<Runnable> runner;
    private final ThreadPoolExecutor workers = newWorkers();
    private final ScheduledThreadPoolExecutor timer = newTimer();
    private final TransportThreads threads = new TransportThreads("windsock-engine");
    private final SelectorTasks tasks = new SelectorTasks();
    private @Nullable ArrayByteBufferPool buffers; // of TLS
    private final Set<BoundPort> listening = ConcurrentHashMap.newKeySet();
    private volatile SelectorLoop loop;
    private volatile boolean stopping;

    private Transport(Consumer<Runnable> runner) {
        this.runner = runner;
        try {
            loop = new SelectorLoop(this, tasks, threads);
        } catch (IOException e) {
            endThreads();
            throw new IllegalStateException("the transport of Windsock cannot start: " + e.getMessage(), e);
        }
    }

    /** Creates an unbounded pool: each port limits its own share, see {@link BoundedExecutor}. */
    private static ThreadPoolExecutor newWorkers() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new TransportThreads("windsock-worker"));
    }

    private static ScheduledThreadPoolExecutor newTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, new TransportThreads("windsock-timer"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /**
     * Returns the running transport, or starts one. It keeps running until {@link #release()}.
     *
     * @param runner runs the main loop of the selector's thread, so that it can mark the thread; used only if this call
     *     starts the transport
     */
    static synchronized Transport lease(Consumer<Runnable> runner) {
        Transport transport = running;
        if (transport == null) {
            transport = new Transport(runner);
            transport.loop.start();
            running = transport;
        }
        leases++;
        return transport;
    }

    void release() {
        synchronized (Transport.class) {
            leases--;
            if (leases == 0) {
                idleSince = System.nanoTime();
                if (!watching) {
                    watching = true;
                    watch(LINGER);
                }
            }
        }
    }

    private void watch(Duration delay) {
        Future<?> unused = timer.schedule(this::stopIfIdle, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Stops the transport if it has had no lease for long enough. At most one such timer runs at a time. */
    private void stopIfIdle() {
        synchronized (Transport.class) {
            watching = leases == 0;
            if (leases > 0) {
                return;
            }
            Duration left = LINGER.minusNanos(System.nanoTime() - idleSince);
            if (left.compareTo(Duration.ZERO) > 0) {
                watch(left);
                return;
            }
            running = null;
        }
        stop(); // on the timer's thread, which never runs code of the user
    }

    /**
     * Ends all threads. It does not use Jetty's {@code stop()}, which would load further classes: the class loader may
     * be closed by now.
     */
    private void stop() {
        stopping = true;
        submit(() -> loop.end());
        endThreads();
    }

    private void endThreads() {
        timer.shutdownNow();
        workers.shutdown();
    }

    /** Returns the pool of TLS, which is made when the first connection needs it. Only on the selector's thread. */
    ArrayByteBufferPool buffers() {
        ArrayByteBufferPool pool = buffers;
        if (pool == null) {
            pool = new ArrayByteBufferPool();
            buffers = pool;
        }
        return pool;
    }

    Executor workers() {
        return workers;
    }

    SelectorLoop loop() {
        return loop;
    }

    boolean isCurrentThread() {
        return loop.isCurrentThread();
    }

    /** Runs a task on the selector's thread: at once if the current thread is that one. The task must not block. */
    void execute(Runnable task) {
        if (isCurrentThread()) {
            task.run();
        } else {
            submit(task);
        }
    }

    /** Runs a task on the selector's thread, after the next selection. */
    void submit(Runnable task) {
        if (tasks.add(task)) {
            loop.wake();
        }
    }

    /**
     * Continues a connection's turn after the next selection. Only one such turn runs between two selections. Only on
     * the selector's thread.
     */
    void runLater(Runnable turn) {
        tasks.addTurn(turn);
    }

    /**
     * Runs a task on the selector's thread later, after what has arrived until then was read. The returned runnable
     * cancels it if it has not started.
     */
    Runnable schedule(Duration delay, Runnable task) {
        TimedTask timed = new TimedTask(this, task);
        Future<?> future = timer.schedule(timed, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> {
            timed.cancel();
            future.cancel(false);
        };
    }

    void listen(BoundPort port) {
        listening.add(port);
        submit(() -> loop.register(port));
    }

    /**
     * Closes a port's channels and returns when the system has closed them too, which is after the next selection.
     *
     * @return false if the selector's thread is blocked; true on that thread itself, which does not wait
     */
    boolean shut(BoundPort port) {
        List<ServerSocketChannel> channels = port.channels();
        listening.remove(port);
        CountDownLatch done = new CountDownLatch(1);
        submit(() -> {
            try {
                loop.close(channels);
            } finally {
                done.countDown();
            }
        });
        return isCurrentThread() || tasks.await(done);
    }

    /** Runs the main loop of a selector's thread, and replaces the thread if the loop ends unexpectedly. */
    void runLoop(SelectorLoop current) {
        @Nullable Throwable cause = null;
        try {
            runner.accept(current::run);
        } catch (Throwable e) {
            cause = e;
        }
        if (!stopping) {
            replace(current, cause == null ? new IllegalStateException("the selector's thread ended") : cause);
        }
    }

    private void replace(SelectorLoop dead, Throwable cause) {
        for (SocketConnection connection : dead.connections()) {
            submit(() -> connection.fail(cause));
        }
        for (ConnectingChannel channel : dead.connecting()) {
            submit(() -> channel.fail(cause));
        }
        for (BoundPort port : listening) {
            submit(() -> loop.register(port));
        }
        startAgain();
    }

    /** Starts a new loop; retries until the system has the memory and descriptors for it. */
    private void startAgain() {
        while (true) {
            SelectorLoop next = null;
            try {
                next = new SelectorLoop(this, tasks, threads);
                loop = next;
                next.start();
                return;
            } catch (Throwable e) { // no memory for a thread, or no descriptor for a selector
                if (next != null) {
                    next.breakSelector();
                }
                pause();
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // it is a pause, and the caller loops
    private synchronized void pause() {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, RETRY_PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // does not happen: no other code has this thread
        }
    }
}
