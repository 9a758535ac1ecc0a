package io.github.windsock.journal.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The servers that write to a journal: their addresses, and who took one down. */
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
     * Tells that a server listens, so that sockets on their way to it are waited for.
     *
     * @param port its port
     */
    public void add(int port) {
        locked(() -> ports.add(port));
    }

    /**
     * Tells that a server does not listen any more.
     *
     * @param port its port
     */
    public void remove(int port) {
        locked(() -> ports.remove((Integer) port));
    }

    /**
     * Sets the address that heads the timeline.
     *
     * @param address such as the URI of the server
     */
    public void describe(String address) {
        locked(() -> this.address = address);
    }

    /**
     * Notes that a server of this journal is down, so that a client that is refused can say so.
     *
     * @param port the server's port
     */
    public void beginOutage(int port) {
        locked(() -> outages.put(port, windowTitle.get()));
    }

    /**
     * Notes that a server of this journal is no longer down.
     *
     * @param port the server's port
     */
    public void endOutage(int port) {
        locked(() -> outages.remove(port));
    }

    /**
     * Returns who took down the server on a port.
     *
     * @param port the port that refuses connects
     * @return such as {@code the server is down since FeedTests.a(EchoServer) called goDown()}, empty if no server of this
     *     journal is down there
     */
    public Optional<String> outage(int port) {
        return Optional.ofNullable(locked(() -> outages.get(port)))
                .map(title -> title.isEmpty()
                        ? "the server is down, by EchoServer.goDown()"
                        : "the server is down since " + title + " called goDown()");
    }

    /**
     * Shortens a URL that leads to the address at the head of the timeline, which says the rest.
     *
     * @param url the URL
     * @return its path and query, or the whole URL if it leads elsewhere
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
