package io.github.windsock.internal.transport;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket at one address. During an outage another socket, the keeper, reserves the address: it is bound but
 * does not listen, so connects are refused and no other process can take the port. Not thread-safe.
 */
final class ListenSocket {
    private static final int BACKLOG = 128;

    /**
     * Whether this system can bind a keeper beside a listening socket, if both have {@code SO_REUSEPORT}. If it can,
     * the keeper is bound when an outage begins. Otherwise it must be bound before the listening socket.
     */
    private static final boolean KEEPS_LATE = keepsLate();

    private final InetSocketAddress address;
    private ServerSocketChannel channel;
    private @Nullable SocketChannel keeper;

    private ListenSocket(InetSocketAddress address, ServerSocketChannel channel, @Nullable SocketChannel keeper) {
        this.address = address;
        this.channel = channel;
        this.keeper = keeper;
    }

    /** Binds an address and listens; connects wait in the backlog. Port 0 selects a free port. */
    static ListenSocket open(InetSocketAddress address) throws IOException {
        if (KEEPS_LATE) {
            ServerSocketChannel channel = listener(address);
            return new ListenSocket(local(channel), channel, null);
        }
        SocketChannel keeper = keeper(address, false);
        try {
            return new ListenSocket(local(keeper), listener(local(keeper)), keeper);
        } catch (IOException | RuntimeException e) {
            keeper.close();
            throw e;
        }
    }

    int port() {
        return address.getPort();
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** Reserves the address. The caller must close the channel afterwards, or undo this. */
    void reserve() throws IOException {
        if (keeper == null) {
            keeper = keeperBeside(channel);
        }
    }

    /** Prevents others from listening beside the keeper. The channel must be closed. */
    void makeExclusive() throws IOException {
        if (keeper != null) {
            keeper.setOption(StandardSocketOptions.SO_REUSEADDR, false);
        }
    }

    /** Listens again on a new channel, beside the keeper. The address stays reserved. */
    void reopen() throws IOException {
        if (keeper != null) {
            keeper.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        }
        channel = listener(address);
    }

    /** Closes the channel and only reserves the address, as before {@link #reopen}. */
    void undoReopen() throws IOException {
        channel.close();
        makeExclusive();
    }

    /** Undoes {@link #reserve}, or ends it after {@link #reopen}. The channel must listen. */
    void endReservation() throws IOException {
        if (KEEPS_LATE) {
            release();
        }
    }

    /** Closes the keeper. */
    void release() throws IOException {
        if (keeper != null) {
            keeper.close();
            keeper = null;
        }
    }

    /**
     * Listens at an address. Without {@code SO_REUSEPORT}, so that no other socket can listen there too; a keeper does
     * not listen and is no obstacle.
     */
    private static ServerSocketChannel listener(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(family(address.getAddress()));
        try {
            channel.configureBlocking(false);
            bind(channel, address);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Binds a channel. The JDK sets {@code SO_REUSEADDR} where that has the meaning wanted here. It is cleared while a
     * free port is selected: with it, Linux searches one half of its port range first, which is slow once some 7,000
     * ports there are in TIME_WAIT.
     */
    private static void bind(ServerSocketChannel channel, InetSocketAddress address) throws IOException {
        boolean isAnyPort = address.getPort() == 0 && channel.getOption(StandardSocketOptions.SO_REUSEADDR);
        if (isAnyPort) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, false);
        }
        channel.bind(address, BACKLOG);
        if (isAnyPort) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        }
    }

    private static SocketChannel keeperBeside(ServerSocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        return keeper(local(channel), true);
    }

    private static SocketChannel keeper(InetSocketAddress address, boolean late) throws IOException {
        SocketChannel keeper = SocketChannel.open(family(address.getAddress()));
        try {
            keeper.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (late) {
                keeper.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            return keeper.bind(address);
        } catch (IOException | RuntimeException e) {
            keeper.close();
            throw e;
        }
    }

    /** Tries an outage once, because systems differ in what {@code SO_REUSEPORT} does and when it may be set. */
    private static boolean keepsLate() {
        try (ServerSocketChannel first = listener(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel keeper = keeperBeside(first)) {
            return listensAgain(first, keeper);
        } catch (UnsupportedOperationException | IOException e) {
            return false; // this system cannot do it
        }
    }

    private static boolean listensAgain(ServerSocketChannel first, SocketChannel keeper) throws IOException {
        first.close();
        listener(local(keeper)).close();
        return true;
    }

    private static InetSocketAddress local(NetworkChannel channel) throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    static StandardProtocolFamily family(@Nullable InetAddress host) {
        return host instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }
}
