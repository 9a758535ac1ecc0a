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
 * One address on which a port listens. While it does not listen, a keeper holds the address: a socket that is bound and
 * does not listen, so that connects are refused, and no other process gets the port. Not thread-safe.
 */
final class ListenSocket {
    private static final int BACKLOG = 128;

    /**
     * Whether a keeper can be bound beside a socket that listens, if both have {@code SO_REUSEPORT}. Then it need not be there
     * before an outage. Elsewhere it has to come before the socket that listens, since it could not be bound afterwards.
     */
    private static final boolean KEEPS_LATE = keepsLate();

    private final InetSocketAddress address;
    private ServerSocketChannel channel;
    private @Nullable SocketChannel keeper;
    private boolean isKept;

    private ListenSocket(InetSocketAddress address, ServerSocketChannel channel, @Nullable SocketChannel keeper) {
        this.address = address;
        this.channel = channel;
        this.keeper = keeper;
    }

    /** Listens on an address, where connects wait from now on; port 0 is a free one. */
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

    /** Keeps the address; from now on the channel may be closed, and is to be. */
    void keep() throws IOException {
        if (keeper == null) {
            keeper = keeperBeside(channel);
        }
        isKept = true;
    }

    /** The channel is closed: nobody else may listen beside the keeper. */
    void bar() throws IOException {
        if (keeper != null) {
            keeper.setOption(StandardSocketOptions.SO_REUSEADDR, false);
        }
    }

    /** Listens again, on another channel, unless it does. */
    void reopen() throws IOException {
        if (keeper != null && isKept) {
            keeper.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel = listener(address);
            isKept = false;
        }
        if (KEEPS_LATE) {
            letGo();
        }
    }

    /** Keeps the address no longer. */
    void letGo() throws IOException {
        if (keeper != null) {
            keeper.close();
            keeper = null;
        }
    }

    /**
     * Listens where nobody else does, beside a keeper if there is one. It has no {@code SO_REUSEPORT}, so that nobody can
     * listen beside it.
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
     * Binds what has {@code SO_REUSEADDR} from its making on, wherever that means what is meant here. A free port is asked for
     * without it: with it Linux looks in half of its range first, and in all of that half for each port once some 7,000 ports
     * wait there for their last packets.
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

    /** Tries an outage: systems differ in what they make of {@code SO_REUSEPORT}, and of when it is set. */
    private static boolean keepsLate() {
        try (ServerSocketChannel first = listener(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel keeper = keeperBeside(first)) {
            return listensAgain(first, keeper);
        } catch (UnsupportedOperationException | IOException e) {
            return false; // that it cannot be done is the answer
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

    private static StandardProtocolFamily family(InetAddress host) {
        return host instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }
}
