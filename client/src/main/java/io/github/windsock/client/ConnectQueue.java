package io.github.windsock.client;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Lets one socket for each host connect at a time (RFC 6455 section 4.1, step 2); the others wait for their turn. */
final class ConnectQueue {
    private final Map<String, Queue<Waiting>> hosts = new HashMap<>();
    private final Map<BrowserWebSocket, String> hostOf = new HashMap<>();

    private record Waiting(BrowserWebSocket socket, Runnable connect) {}

    /** Connects now, or when those before it are done. */
    void add(String host, BrowserWebSocket socket, Runnable connect) {
        synchronized (this) {
            hostOf.put(socket, host);
            Queue<Waiting> queue = hosts.computeIfAbsent(host, name -> new ArrayDeque<>());
            queue.add(new Waiting(socket, connect));
            if (queue.size() > 1) {
                return;
            }
        }
        connect.run();
    }

    /** The socket is connected or never will be. A second call does nothing. */
    void done(BrowserWebSocket socket) {
        Waiting next = remove(socket);
        if (next != null) {
            next.connect.run();
        }
    }

    /** Removes the socket; returns the one whose turn it is by that. */
    private synchronized @Nullable Waiting remove(BrowserWebSocket socket) {
        String host = hostOf.remove(socket);
        Queue<Waiting> queue = host == null ? null : hosts.get(host);
        if (queue == null) {
            return null;
        }
        Waiting head = queue.peek();
        queue.removeIf(waiting -> waiting.socket == socket);
        if (queue.isEmpty()) {
            hosts.remove(host);
        }
        return head != null && head.socket == socket ? queue.peek() : null;
    }
}
