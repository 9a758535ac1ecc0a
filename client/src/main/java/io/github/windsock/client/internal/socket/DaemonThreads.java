package io.github.windsock.client.internal.socket;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Makes threads that outlive the test that happens to start them, and so keep nothing of it. */
final class DaemonThreads {

    private DaemonThreads() {}

    /**
     * No inherited thread locals and no context class loader. A thread also remembers the classes on the stack at its start,
     * and so their loaders, up to JDK 23: a privileged action hides those of its callers.
     */
    @SuppressWarnings("removal") // where it is gone, so is the reason
    static Thread make(Runnable task, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setContextClassLoader(null);
            thread.setDaemon(true);
            return thread;
        });
    }
}
