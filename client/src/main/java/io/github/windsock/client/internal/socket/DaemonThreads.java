package io.github.windsock.client.internal.socket;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Creates threads that outlive the test that starts them, and therefore must not keep anything of it reachable. */
final class DaemonThreads {

    private DaemonThreads() {}

    /**
     * Inherits no thread locals and no context class loader. Up to JDK 23, a thread also keeps the access control
     * context of its creator, and with it the class loaders on the stack; a privileged action leaves out those of the
     * callers.
     */
    @SuppressWarnings("removal") // deprecated for removal together with what it works around
    static Thread make(Runnable task, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setContextClassLoader(null);
            thread.setDaemon(true);
            return thread;
        });
    }
}
