package io.github.windsock.journal.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers that write to a journal: their ports, the address in the timeline's title, and their outages. */
public final class KnownServers {

    private final Recorder journal;
    private final Object lock;

    // All guarded by the journal's lock.
    private final List<Integer> ports = new ArrayList<>();
    private final Map<Integer, String> outages = new HashMap<>();
    private String address = "";

    KnownServers(Recorder journal) {
        this.journal = journal;
        this.lock = journal.lock;
    }

    /**
     * Adds a server that listens, so that fences wait for sockets that connect to it.
     *
     * @param port its port
     * @param address the address in the timeline's title from now on, such as the server's URI
     */
    public void add(int port, String address) {
        synchronized (lock) {
            ports.add(port);
            this.address = address;
        }
    }

    /**
     * Removes a server that no longer listens.
     *
     * @param port its port
     */
    public void remove(int port) {
        synchronized (lock) {
            ports.remove((Integer) port);
        }
    }

    /**
     * Records that a server of this journal is down, so that a refused client can give the reason.
     *
     * @param port the server's port
     */
    public void beginOutage(int port) {
        synchronized (lock) {
            outages.put(port, journal.windowTitle());
        }
    }

    /**
     * Records that a server of this journal is up again.
     *
     * @param port the server's port
     */
    public void endOutage(int port) {
        synchronized (lock) {
            outages.remove(port);
        }
    }

    /**
     * Returns why the server on a port is down.
     *
     * @param port the port that refused a connect
     * @return the reason, such as {@code the server is down since FeedTests.a(EchoServer) called goDown()}; empty if no
     *     server of this journal is down on that port
     */
    public Optional<String> outage(int port) {
        synchronized (lock) {
            return Optional.ofNullable(outages.get(port))
                    .map(title -> title.isEmpty()
                            ? "the server is down, by EchoServer.goDown()"
                            : "the server is down since " + title + " called goDown()");
        }
    }

    /**
     * Removes the address from a URL if the timeline's title has it.
     *
     * @param url the URL
     * @return its path and query; the whole URL if it has another address
     */
    public String relative(String url) {
        String head;
        synchronized (lock) {
            head = address;
        }
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
}
