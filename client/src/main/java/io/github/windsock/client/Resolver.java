package io.github.windsock.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the addresses of a host: at once where no name service is needed, else on a thread that may block. */
final class Resolver {
    private static final byte[] LOOPBACK_4 = {127, 0, 0, 1};
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private Resolver() {}

    static void resolve(
            String host,
            int port,
            Executor blocking,
            Consumer<List<InetSocketAddress>> found,
            Consumer<String> failed) {
        if (isLocalhost(host)) {
            found.accept(at(port, loopback()));
        } else if (isLiteral(host)) {
            lookUp(host, port, found, failed);
        } else {
            blocking.execute(() -> lookUp(host, port, found, failed));
        }
    }

    private static void lookUp(
            String host, int port, Consumer<List<InetSocketAddress>> found, Consumer<String> failed) {
        List<InetSocketAddress> addresses;
        try {
            addresses = at(port, Stream.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            failed.accept("unknown host " + host);
            return;
        }
        found.accept(addresses);
    }

    /** Names of this machine never go to a name service, as in browsers. */
    private static boolean isLocalhost(String host) {
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    static boolean isLiteral(String host) {
        return host.contains(":") || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    private static Stream<InetAddress> loopback() {
        try {
            return Stream.of(InetAddress.getByAddress(LOOPBACK_4), InetAddress.getByAddress(LOOPBACK_6));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("addresses of 4 and 16 bytes are valid", e);
        }
    }

    private static List<InetSocketAddress> at(int port, Stream<InetAddress> addresses) {
        return addresses.map(address -> new InetSocketAddress(address, port)).toList();
    }
}
