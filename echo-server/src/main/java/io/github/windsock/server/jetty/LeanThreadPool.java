package io.github.windsock.server.jetty;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.ThreadPool;

/** A pool of the JDK as Jetty wants to see it; Jetty's own pool loads the platform's MBean server when it is made. */
final class LeanThreadPool implements ThreadPool {
    private final ThreadPoolExecutor pool;

    LeanThreadPool(ThreadPoolExecutor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    @Override
    public void join() throws InterruptedException {
        boolean over = false;
        while (!over) { // there is no deadline
            over = pool.awaitTermination(1, TimeUnit.HOURS);
        }
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
