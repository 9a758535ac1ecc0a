package io.github.windsock.internal.transport;

import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * The one transport of the JVM: a thread that accepts, reads and writes for all sockets, one for timers, and those for what
 * may block. It is leased: the first lease starts it, and it ends some time after the last one was returned.
 *
 * <p>Nothing that is thrown ends it: what a task or a handler throws ends its own connection. If its thread dies all the
 * same, since no memory is left where nobody can catch it, another one takes its place: listening ports go on with that
 * one, and the connections of the dead one end.
 */
final class Transport {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BREATH = Duration.ofMillis(100);

    // All guarded by the class.
    private static @Nullable Transport running;
    private static int leases;
    private long idleSince;
    private boolean watching;

    private final Consumer<Runnable> runner;
    private final ThreadPoolExecutor workers = newWorkers();
    private final ScheduledThreadPoolExecutor timer = newTimer();
    private final ByteBufferPool buffers = new ArrayByteBufferPool();
    private final TransportThreads threads = new TransportThreads("windsock-engine");
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> turns = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Set<BoundPort> listening = ConcurrentHashMap.newKeySet();
    private volatile SelectorLoop loop;
    private volatile boolean stopping;
    private volatile int rounds; // of tasks; tells whether the loop goes on

    private Transport(Consumer<Runnable> runner) {
        this.runner = runner;
        this.loop = newLoop();
        try {
            loop.start();
        } catch (Exception e) {
            endThreads();
            throw new IllegalStateException("the transport of Windsock cannot start: " + e.getMessage(), e);
        }
    }

    private SelectorLoop newLoop() {
        return new SelectorLoop(this, threads, new ScheduledExecutorScheduler(timer));
    }

    /** Grows with demand: each user limits its own share, see {@link BoundedExecutor}. */
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
     * Returns the running transport, started if there is none; it stays until {@link #release()}.
     *
     * @param runner runs the whole life of the selector's thread, so that it can mark that thread; that of the first lease
     */
    static synchronized Transport lease(Consumer<Runnable> runner) {
        Transport transport = running;
        if (transport == null) {
            transport = new Transport(runner);
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

    /** One timer watches, however often the last server was closed and another one started. */
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
        stop(); // here, on the timer's thread, where no user's code ever is
    }

    /**
     * Ends the selector's thread. Not by Jetty's own way of stopping, which needs classes that nobody has needed before: the
     * class loader may have been closed by now.
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

    ByteBufferPool buffers() {
        return buffers;
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

    /** Runs a task that does not block on the selector's thread, at once if that is the current one. */
    void execute(Runnable task) {
        if (isCurrentThread()) {
            task.run();
        } else {
            submit(task);
        }
    }

    /** Runs a task on the selector's thread, after it has looked at all sockets once more. */
    void submit(Runnable task) {
        tasks.add(task);
        wake();
    }

    /** Goes on with a turn that was ended so that others have theirs: after all sockets, and one such at a time. */
    void goOnLater(Runnable turn) {
        turns.add(turn);
        wake();
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            loop.wake();
        }
    }

    /** Runs what waited when this began, and goes on with one turn: what is added meanwhile has to wait for the sockets. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the loop's thread writes it
    void runTasks() {
        woken.set(false);
        rounds = rounds + 1;
        for (int left = tasks.size(); left > 0; left--) {
            run(tasks.poll());
        }
        run(turns.poll());
        if (!tasks.isEmpty() || !turns.isEmpty()) {
            wake();
        }
    }

    private static void run(@Nullable Runnable task) {
        if (task == null) {
            return;
        }
        try {
            task.run();
        } catch (Throwable e) { // it must not end what serves all
            report(e);
        }
    }

    /** Reports a defect that belongs to no connection, so that it is not lost. */
    static void report(Throwable defect) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
    }

    /** Runs a task on the selector's thread later; what is returned stops it. */
    Runnable schedule(Duration delay, Runnable task) {
        Future<?> future = timer.schedule(() -> execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    void listen(BoundPort port) {
        listening.add(port);
        submit(() -> loop.register(port));
    }

    /**
     * Closes listening channels and returns when the system has closed them too: that is when the selector has selected after
     * the close.
     *
     * @return false if the selector's thread is held up; it does not wait for itself
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
        return isCurrentThread() || await(done);
    }

    /** Waits as long as the selector's thread goes on, however slowly. */
    private boolean await(CountDownLatch done) {
        try {
            int before;
            do {
                before = rounds;
                if (done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return true;
                }
            } while (before != rounds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the port is closed all the same
        }
        return false;
    }

    /** Runs the life of a selector's thread, and replaces it if it ends before its time. */
    void live(SelectorLoop mine, Runnable selecting) {
        @Nullable Throwable cause = null;
        try {
            runner.accept(selecting);
        } catch (Throwable e) {
            cause = e;
        }
        if (!stopping) {
            replace(mine, cause == null ? new IllegalStateException("the selector's thread ended") : cause);
        }
    }

    private void replace(SelectorLoop dead, Throwable cause) {
        SelectorLoop next = started();
        loop = next;
        woken.set(true);
        for (SocketConnection connection : dead.connections()) {
            tasks.add(() -> connection.fail(cause));
        }
        for (BoundPort port : listening) {
            tasks.add(() -> next.register(port));
        }
        next.wake();
    }

    /** Starts another loop, as soon as there is what it needs. */
    private SelectorLoop started() {
        while (true) {
            try {
                SelectorLoop next = newLoop();
                next.start();
                return next;
            } catch (Throwable e) { // no memory for a thread, or no descriptor for a selector
                breathe();
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // it is a pause, and the caller loops
    private synchronized void breathe() {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, BREATH.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that to this thread
        }
    }
}
