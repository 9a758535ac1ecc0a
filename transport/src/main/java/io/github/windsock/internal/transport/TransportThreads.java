package io.github.windsock.internal.transport;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads that inherit nothing from the thread that starts them. */
final class TransportThreads implements ThreadFactory {
    private final String prefix;
    private final AtomicInteger last = new AtomicInteger();

    TransportThreads(String prefix) {
        this.prefix = prefix;
    }

    /**
     * A thread remembers the classes on the stack at its start, and so their loaders, up to JDK 23. A privileged action hides
     * those of its callers.
     */
    @Override
    @SuppressWarnings("removal") // where it is gone, so is the reason
    public Thread newThread(Runnable task) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> daemon(task));
    }

    private Thread daemon(Runnable task) {
        Thread thread = new Thread(root(), task, prefix + "-" + last.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(TransportThreads.class.getClassLoader());
        return thread;
    }

    private static ThreadGroup root() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
