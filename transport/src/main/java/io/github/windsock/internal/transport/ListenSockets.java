package io.github.windsock.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sockets of one port, one for each of its addresses. All of them take a step, or none does. Not thread-safe. */
final class ListenSockets {
    private static final int MAX_ATTEMPTS = 16;

    /** The IPv6 addresses known to exist on this machine: a probe costs as much as opening a port. */
    private static final Set<InetAddress> PRESENT = ConcurrentHashMap.newKeySet();

    private final List<ListenSocket> sockets = new ArrayList<>();

    private ListenSockets() {}

    /** Binds all addresses. A port that is free at the first may be taken at the second: it then tries another port. */
    static ListenSockets open(List<InetAddress> hosts, int port) throws IOException {
        for (int attempt = 1; ; attempt++) {
            ListenSockets sockets = new ListenSockets();
            try {
                sockets.bind(hosts, port);
                return sockets;
            } catch (IOException | RuntimeException e) {
                sockets.close();
                if (port != 0 || attempt == MAX_ATTEMPTS || !(e instanceof BindException)) {
                    throw e;
                }
            }
        }
    }

    private void bind(List<InetAddress> hosts, int wanted) throws IOException {
        int port = wanted;
        for (InetAddress host : hosts) {
            if (sockets.isEmpty() || !(host instanceof Inet6Address) || isPresent(host)) {
                sockets.add(ListenSocket.open(new InetSocketAddress(host, port)));
                port = port();
            }
        }
    }

    private static boolean isPresent(InetAddress host) {
        if (PRESENT.contains(host)) {
            return true;
        }
        try (ServerSocketChannel probe = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
            probe.bind(new InetSocketAddress(host, 0));
            PRESENT.add(host);
            return true;
        } catch (UnsupportedOperationException | IOException e) {
            return false; // this machine has no IPv6, or not this address
        }
    }

    /** Closes the sockets of a failed attempt to bind. */
    private void close() throws IOException {
        for (ListenSocket socket : sockets) {
            socket.channel().close();
        }
        release();
    }

    int port() {
        return sockets.get(0).port();
    }

    List<ListenSocket> all() {
        return List.copyOf(sockets);
    }

    /** Returns the channels that listen, or listened until an outage. */
    List<ServerSocketChannel> channels() {
        List<ServerSocketChannel> channels = new ArrayList<>(sockets.size());
        for (ListenSocket socket : sockets) {
            channels.add(socket.channel());
        }
        return channels;
    }

    /** See {@link ListenSocket#reserve}. */
    void reserve() throws IOException {
        forAll(ListenSocket::reserve, ListenSocket::endReservation);
    }

    /** See {@link ListenSocket#makeExclusive}. */
    void makeExclusive() throws IOException {
        forAll(ListenSocket::makeExclusive, socket -> {});
    }

    /** See {@link ListenSocket#reopen}. */
    void reopen() throws IOException {
        forAll(ListenSocket::reopen, ListenSocket::undoReopen);
    }

    /** See {@link ListenSocket#undoReopen}. What fails is added to the cause. */
    void undoReopen(Throwable cause) {
        sockets.forEach(socket -> undo(ListenSocket::undoReopen, socket, cause));
    }

    /** See {@link ListenSocket#endReservation}. */
    void endReservation() throws IOException {
        forAll(ListenSocket::endReservation, socket -> {});
    }

    /** See {@link ListenSocket#release}. */
    void release() {
        for (ListenSocket socket : sockets) {
            try {
                socket.release();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot release port " + port(), e);
            }
        }
    }

    /** A step for one address. */
    private interface Step {
        void run(ListenSocket socket) throws IOException;
    }

    /** Runs a step for each address. If it fails for one, that one and those before it are undone. */
    private void forAll(Step step, Step undo) throws IOException {
        List<ListenSocket> begun = new ArrayList<>();
        try {
            for (ListenSocket socket : sockets) {
                begun.add(socket);
                step.run(socket);
            }
        } catch (IOException | RuntimeException e) {
            begun.forEach(socket -> undo(undo, socket, e));
            throw e;
        }
    }

    private static void undo(Step undo, ListenSocket socket, Throwable cause) {
        try {
            undo.run(socket);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
