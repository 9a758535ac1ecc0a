package io.github.windsock.client.internal.socket;

import io.github.windsock.internal.transport.TransportThreads;
import io.github.windsock.journal.internal.LoopThread;
import io.github.windsock.journal.internal.TaskQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page's event loop: runs tasks one at a time and in order, on threads that it borrows from an executor.
 *
 * <p>A loop without work uses no thread. A task that calls no user code may run on the calling thread ({@link
 * #runHereUnless}), which avoids a thread switch in the common case.
 */
public final class EventLoop implements TaskQueue {
    private static final int MOST_TURNS = 100;
    private static final int SHOWN_FRAMES = 8;

    private final @Nullable Executor own;
    private final Executor shared;
    private final @Nullable ClassLoader contextClassLoader;
    private final Object lock = new Object();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean busy;
    private volatile @Nullable Thread runner;
    private volatile long turn;

    /** Creates a loop on shared daemon threads, or on the user's executor, which then runs every task. */
    public EventLoop(@Nullable Executor own) {
        this(own, task -> SharedThreads.ALL.execute(task));
    }

    EventLoop(@Nullable Executor own, Executor shared) {
        this.own = own;
        this.shared = shared;
        contextClassLoader = own == null ? Thread.currentThread().getContextClassLoader() : null;
    }

    /** Returns the executor that all pages share, for work that may block. */
    public static Executor sharedThreads() {
        return SharedThreads.ALL;
    }

    /** Runs a task on the loop's threads, after all queued tasks. */
    public void execute(Runnable task) {
        synchronized (lock) {
            tasks.add(task);
            if (busy) {
                return;
            }
            busy = true;
        }
        startDraining();
    }

    /**
     * Runs a task and waits for its result. A task that has not started when the wait ends never does.
     *
     * @param task the task
     * @param patience how long to wait, in total
     * @return the result of the task
     * @throws IllegalStateException if another task keeps the loop busy, or the thread is interrupted
     */
    public <T> T call(Supplier<T> task, Duration patience) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            execute(() -> completeBy(task, result));
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(busyFor(patience), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the socket waited for the page's event loop", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the set-up of the socket failed", e.getCause());
        } finally {
            result.cancel(false); // does nothing if the task has run
        }
    }

    private static <T> void completeBy(Supplier<T> task, CompletableFuture<T> result) {
        if (result.isDone()) {
            return; // nobody waits any more for a socket, so none may connect
        }
        try {
            result.complete(task.get());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private String busyFor(Duration patience) {
        Thread thread = runner;
        String where = thread == null
                ? ""
                : "; it is at "
                        + Stream.of(thread.getStackTrace())
                                .limit(SHOWN_FRAMES)
                                .map(StackTraceElement::toString)
                                .toList();
        return "the page's event loop has been busy for " + patience.toMillis() + " ms, so no socket can be made on it"
                + where;
    }

    /**
     * Runs a task that calls no user code, on this thread, if the loop is idle and the condition is false. Returns false
     * if it did not run. The condition is asked while no task runs, so it sees all that earlier tasks did.
     */
    public boolean runHereUnless(BooleanSupplier condition, Runnable task) {
        synchronized (lock) {
            boolean waits = busy || !tasks.isEmpty(); // tasks can wait for a thread that could not be started
            if (waits || own != null || condition.getAsBoolean()) {
                return false;
            }
            busy = true;
        }
        runOne(task);
        synchronized (lock) {
            busy = !tasks.isEmpty();
            if (!busy) {
                return true;
            }
        }
        startDraining();
        return true;
    }

    /**
     * Runs a task that calls no user code after all queued tasks and the tasks that they add. After a limited number of
     * rounds it runs in any case.
     */
    @Override
    public void whenIdle(Runnable task) {
        if (!runHereUnless(() -> false, task)) {
            execute(() -> runWhenIdle(task, MOST_TURNS));
        }
    }

    private void runWhenIdle(Runnable task, int turns) {
        boolean isLast;
        synchronized (lock) {
            isLast = tasks.isEmpty();
        }
        if (isLast || turns == 0) {
            task.run();
        } else {
            execute(() -> runWhenIdle(task, turns - 1));
        }
    }

    /** Returns whether the current thread runs a task of this loop. */
    public boolean isCurrentThread() {
        return runner == Thread.currentThread();
    }

    /** Returns a number that changes with each task; for callers within a task. */
    public long turn() {
        return turn;
    }

    private void startDraining() {
        try {
            startThread();
        } catch (RuntimeException | Error e) { // such as no memory for a thread
            synchronized (lock) {
                busy = false; // the next task runs this one too
            }
            throw e;
        }
    }

    private void startThread() {
        try {
            (own == null ? shared : own).execute(this::drain);
        } catch (RejectedExecutionException e) {
            // The user's executor has been shut down, but events of the sockets must still be recorded.
            shared.execute(this::drain);
        }
    }

    private void drain() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (contextClassLoader != null) {
            thread.setContextClassLoader(contextClassLoader);
        }
        try {
            LoopThread.run("a page's event loop", this::runAll);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void runAll() {
        for (Runnable task = next(); task != null; task = next()) {
            runOne(task);
        }
    }

    private @Nullable Runnable next() {
        synchronized (lock) {
            Runnable task = tasks.poll();
            busy = task != null;
            return task;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the running task writes it
    private void runOne(Runnable task) {
        runner = Thread.currentThread();
        turn = turn + 1;
        try {
            task.run();
        } catch (Throwable e) {
            // Tasks report their own errors. Any other error must not end the loop, but must be reported.
            TransportThreads.report(e);
        } finally {
            runner = null;
        }
    }

    /** A class of its own, since most pages need no thread. */
    private static final class SharedThreads {
        static final Executor ALL = newThreads();

        private static Executor newThreads() {
            AtomicInteger number = new AtomicInteger();
            ThreadFactory factory = task -> DaemonThreads.make(task, "windsock-page-" + number.incrementAndGet());
            return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 2, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        }
    }
}
