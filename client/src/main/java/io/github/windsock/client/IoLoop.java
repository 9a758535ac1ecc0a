package io.github.windsock.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that reads for all sockets of the JVM, and keeps their timers.
 *
 * <p>It lives while somebody holds a lease, and two seconds longer. Nothing that runs here may block: a blocked loop
 * blocks every socket.
 */
final class IoLoop {
    static final String THREAD_NAME = "windsock-client-io";

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** The longest that the loop selects, so that a timer farther off than this need not wake it up. */
    private static final long LONGEST_SELECT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int READ_BUFFER = 64 * 1024;
    private static final Object LIFE = new Object();
    private static @Nullable IoLoop current;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final ByteBuffer readBuffer = ByteBuffer.allocate(READ_BUFFER);
    private final Thread thread;
    private int leases;
    private long idleSince;

    /** What the loop calls when a channel can go on. */
    interface Ready {
        void ready(SelectionKey key);
    }

    private IoLoop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a selector for the sockets of this JVM", e);
        }
        thread = DaemonThreads.make(this::run, THREAD_NAME);
    }

    /** Returns the running loop, started if need be; each call is to be matched by one {@link #release()}. */
    static IoLoop lease() {
        synchronized (LIFE) {
            IoLoop loop = current;
            if (loop == null) {
                loop = new IoLoop();
                current = loop;
                loop.thread.start();
            }
            loop.leases++;
            return loop;
        }
    }

    void release() {
        synchronized (LIFE) {
            if (--leases == 0) {
                idleSince = System.nanoTime(); // seen within a second, which is before the loop is to end
            }
        }
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Runs the task on the loop's thread, after what it does now. */
    void execute(Runnable task) {
        tasks.add(task);
        wakeUpFromElsewhere();
    }

    /** Runs the task on the loop's thread once the time has passed, unless it is canceled before. */
    Timer schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + delay.toNanos(), task);
        synchronized (timers) {
            timers.add(timer);
        }
        if (delay.toNanos() < LONGEST_SELECT_NANOS) {
            wakeUpFromElsewhere();
        }
        return timer;
    }

    SelectionKey register(SocketChannel channel, int ops, Ready ready) throws ClosedChannelException {
        SelectionKey key = channel.register(selector, ops, ready);
        if (ops != 0) {
            wakeUpFromElsewhere();
        }
        return key;
    }

    /** Adds interest in the operation; does nothing on a channel that has been closed meanwhile. */
    void interested(SelectionKey key, int op) {
        try {
            if ((key.interestOpsOr(op) & op) == 0) {
                wakeUpFromElsewhere();
            }
        } catch (CancelledKeyException e) {
            // Closed by the other end's doing between the caller's look and now: its end is reported by the reader.
        }
    }

    void uninterested(SelectionKey key, int op) {
        try {
            key.interestOpsAnd(~op);
        } catch (CancelledKeyException e) {
            // As above.
        }
    }

    /** The loop's one buffer, empty; only for its own thread, and only until that returns to the loop. */
    ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    private void wakeUpFromElsewhere() {
        if (!isCurrentThread()) {
            selector.wakeup();
        }
    }

    private void run() {
        while (!ended()) {
            try {
                selector.select(IoLoop::ready, selectMillis());
            } catch (IOException e) {
                throw new UncheckedIOException("The selector of " + THREAD_NAME + " failed", e);
            }
            runTasks();
            runTimers();
        }
    }

    private boolean ended() {
        synchronized (LIFE) {
            if (leases > 0 || System.nanoTime() - idleSince < IDLE_NANOS) {
                return false;
            }
            current = null;
        }
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The selector of " + THREAD_NAME + " did not close", e);
        }
        return true;
    }

    private static void ready(SelectionKey key) {
        guard(() -> ((Ready) key.attachment()).ready(key));
    }

    /** Keeps the loop of all sockets alive when one of them fails in a way that nobody foresaw. */
    private static void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guard(task);
        }
    }

    private void runTimers() {
        for (Timer due = nextDue(); due != null; due = nextDue()) {
            guard(due.task);
        }
    }

    private @Nullable Timer nextDue() {
        synchronized (timers) {
            Timer first = timers.peek();
            return first != null && first.nanos - System.nanoTime() <= 0 ? timers.poll() : null;
        }
    }

    /** Returns how long to select. */
    private long selectMillis() {
        if (!tasks.isEmpty()) {
            return 1;
        }
        long nanos = LONGEST_SELECT_NANOS;
        synchronized (timers) {
            Timer first = timers.peek();
            if (first != null) {
                nanos = Math.min(nanos, first.nanos - System.nanoTime());
            }
        }
        synchronized (LIFE) {
            if (leases == 0) {
                nanos = Math.min(nanos, idleSince + IDLE_NANOS - System.nanoTime());
            }
        }
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    /** A task that waits for its time. */
    final class Timer implements Comparable<Timer> {
        private final long nanos;
        private final Runnable task;

        private Timer(long nanos, Runnable task) {
            this.nanos = nanos;
            this.task = task;
        }

        void cancel() {
            synchronized (timers) {
                timers.remove(this);
            }
        }

        @Override
        public int compareTo(Timer other) {
            return Long.compare(nanos - other.nanos, 0);
        }
    }
}
