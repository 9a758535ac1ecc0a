package io.github.windsock.internal.transport;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates daemon threads that inherit nothing from the thread that starts them, and reports their defects. */
public final class TransportThreads implements ThreadFactory {
    private final String prefix;
    private final AtomicInteger last = new AtomicInteger();

    TransportThreads(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Creates a thread in a privileged action. Up to JDK 23 a thread keeps the classes on the stack of its creator, and
     * so their class loaders, alive; a privileged action hides the callers' classes.
     */
    @Override
    @SuppressWarnings("removal") // JDKs without AccessController do not need it
    public Thread newThread(Runnable task) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> daemon(task));
    }

    private Thread daemon(Runnable task) {
        Thread thread = new Thread(root(), task, prefix + "-" + last.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(TransportThreads.class.getClassLoader());
        return thread;
    }

    /**
     * Reports a defect to the handler of the current thread, which goes on. What the handler itself throws is ignored,
     * as by the JVM: it must not end a thread that others wait for.
     */
    public static void report(Throwable defect) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
        } catch (Throwable e) {
            // see above
        }
    }

    private static ThreadGroup root() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
