package io.github.windsock.client.internal.socket;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Lets only one socket at a time connect to each host (RFC 6455, section 4.1, step 2); the others wait for their turn.
 */
public final class ConnectQueue<S> {
    private final Map<String, Queue<WaitingConnect<S>>> hosts = new HashMap<>();
    private final Map<S, String> hostOf = new HashMap<>();

    private record WaitingConnect<S>(S socket, Runnable connect) {}

    /** Runs {@code connect} now, or when the earlier sockets of the host are done. */
    public void add(String host, S socket, Runnable connect) {
        synchronized (this) {
            hostOf.put(socket, host);
            Queue<WaitingConnect<S>> queue = hosts.computeIfAbsent(host, name -> new ArrayDeque<>());
            queue.add(new WaitingConnect<>(socket, connect));
            if (queue.size() > 1) {
                return;
            }
        }
        connect.run();
    }

    /** The socket has connected or failed. A second call does nothing. */
    public void done(S socket) {
        WaitingConnect<S> next = remove(socket);
        if (next != null) {
            next.connect.run();
        }
    }

    /** Removes the socket; returns the next one if it is now that one's turn. */
    private synchronized @Nullable WaitingConnect<S> remove(S socket) {
        String host = hostOf.remove(socket);
        Queue<WaitingConnect<S>> queue = host == null ? null : hosts.get(host);
        if (queue == null) {
            return null;
        }
        WaitingConnect<S> head = queue.peek();
        queue.removeIf(waiting -> waiting.socket == socket);
        if (queue.isEmpty()) {
            hosts.remove(host);
        }
        return head != null && head.socket == socket ? queue.peek() : null;
    }
}
