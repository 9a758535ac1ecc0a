package io.github.windsock.jetty.internal;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * The JDK's thread pool as Jetty's type. It grows on demand and keeps no idle threads. Jetty's own pool would start
 * several threads and load the JVM's management.
 */
final class LeanThreadPool implements ThreadPool {
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), new JettyThreads("windsock-jetty"));

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    void shutdown() {
        pool.shutdown();
    }

    @Override
    public void join() throws InterruptedException {
        pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    @Override
    public int getThreads() {
        return pool.getPoolSize();
    }

    @Override
    public int getIdleThreads() {
        return pool.getPoolSize() - pool.getActiveCount();
    }

    @Override
    public boolean isLowOnThreads() {
        return false;
    }
}
