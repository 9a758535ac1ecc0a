package io.github.windsock.journal.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The servers that write to a journal: their ports, the address in the timeline's title, and their outages. */
public final class KnownServers {

    private final Lock lock;
    private final Supplier<String> windowTitle;

    // All guarded by the lock.
    private final List<Integer> ports = new ArrayList<>();
    private final Map<Integer, String> outages = new HashMap<>();
    private String address = "";

    KnownServers(Lock lock, Supplier<String> windowTitle) {
        this.lock = lock;
        this.windowTitle = windowTitle;
    }

    /**
     * Adds a server that listens, so that fences wait for sockets that connect to it.
     *
     * @param port its port
     */
    public void add(int port) {
        locked(() -> ports.add(port));
    }

    /**
     * Removes a server that no longer listens.
     *
     * @param port its port
     */
    public void remove(int port) {
        locked(() -> ports.remove((Integer) port));
    }

    /**
     * Sets the address in the timeline's title.
     *
     * @param address the address, such as the server's URI
     */
    public void describe(String address) {
        locked(() -> this.address = address);
    }

    /**
     * Records that a server of this journal is down, so that a refused client can give the reason.
     *
     * @param port the server's port
     */
    public void beginOutage(int port) {
        locked(() -> outages.put(port, windowTitle.get()));
    }

    /**
     * Records that a server of this journal is up again.
     *
     * @param port the server's port
     */
    public void endOutage(int port) {
        locked(() -> outages.remove(port));
    }

    /**
     * Returns why the server on a port is down.
     *
     * @param port the port that refused a connect
     * @return the reason, such as {@code the server is down since FeedTests.a(EchoServer) called goDown()}; empty if no
     *     server of this journal is down on that port
     */
    public Optional<String> outage(int port) {
        return Optional.ofNullable(locked(() -> outages.get(port)))
                .map(title -> title.isEmpty()
                        ? "the server is down, by EchoServer.goDown()"
                        : "the server is down since " + title + " called goDown()");
    }

    /**
     * Removes the address from a URL if the timeline's title has it.
     *
     * @param url the URL
     * @return its path and query; the whole URL if it has another address
     */
    public String relative(String url) {
        String head = locked(() -> address);
        boolean isThere = !head.isEmpty() && url.startsWith(head) && url.startsWith("/", head.length());
        return isThere ? url.substring(head.length()) : url;
    }

    /** Called under the lock. */
    String address() {
        return address;
    }

    /** Called under the lock. */
    List<Integer> ports() {
        return ports;
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
