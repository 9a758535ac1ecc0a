package io.github.windsock.journal.internal;

/**
 * Runs tasks one after another, such as a page's event loop. A {@link Fence} adds a task after those that wait.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface TaskQueue {

    /**
     * Runs a task after those that wait now and those that they add; at once if there are none.
     *
     * @param task must not block
     */
    void whenIdle(Runnable task);
}
