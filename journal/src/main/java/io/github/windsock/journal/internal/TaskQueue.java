package io.github.windsock.journal.internal;

/**
 * What runs tasks one after another, such as a page's event loop, so that a {@link Fence} can stand behind those that wait.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface TaskQueue {

    /**
     * Runs a task when those have run that wait now, and those that they have added; at once where there are none.
     *
     * @param task must not block
     */
    void whenIdle(Runnable task);
}
