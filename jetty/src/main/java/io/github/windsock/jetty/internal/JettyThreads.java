package io.github.windsock.jetty.internal;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates daemon threads that inherit nothing from the test that starts them. */
final class JettyThreads implements ThreadFactory {
    private final String name;
    private final AtomicInteger made = new AtomicInteger();

    JettyThreads(String name) {
        this.name = name;
    }

    @Override
    @SuppressWarnings(
            "removal") // up to JDK 23, a thread keeps the class loaders of its creator; later JDKs need no privileged
    // action
    public Thread newThread(Runnable task) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, task, name + "-" + made.incrementAndGet(), 0, false);
            thread.setContextClassLoader(JettyThreads.class.getClassLoader()); // Jetty loads its services from it
            thread.setDaemon(true);
            return thread;
        });
    }
}
