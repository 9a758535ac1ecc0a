package io.github.windsock.server.jetty;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads that inherit nothing of the thread that happens to start them. */
final class EngineThreads implements ThreadFactory {
    private final String prefix;
    private final AtomicInteger last = new AtomicInteger();

    EngineThreads(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(root(), task, prefix + "-" + last.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(EngineThreads.class.getClassLoader());
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
