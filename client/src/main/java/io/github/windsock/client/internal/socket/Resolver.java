package io.github.windsock.client.internal.socket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Finds the addresses of a host: at once where no name service is needed, else on a thread that may block. */
public final class Resolver {
    private static final InetAddress LOOPBACK_4 = address(new byte[] {127, 0, 0, 1});
    private static final InetAddress LOOPBACK_6 = address(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    private Resolver() {}

    public static void resolve(
            String host,
            int port,
            Consumer<List<InetSocketAddress>> found,
            Consumer<String> failed) {
        if (isLocalhost(host)) {
            found.accept(List.of(new InetSocketAddress(LOOPBACK_4, port), new InetSocketAddress(LOOPBACK_6, port)));
        } else if (isLiteral(host)) {
            lookUp(host, port, found, failed);
        } else {
            EventLoop.sharedThreads().execute(() -> lookUp(host, port, found, failed));
        }
    }

    private static void lookUp(
            String host, int port, Consumer<List<InetSocketAddress>> found, Consumer<String> failed) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                addresses.add(new InetSocketAddress(address, port));
            }
        } catch (UnknownHostException e) {
            failed.accept("unknown host " + host);
            return;
        }
        found.accept(addresses);
    }

    /** As in browsers, {@code localhost} names are never looked up. */
    private static boolean isLocalhost(String host) {
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    public static boolean isLiteral(String host) {
        int i = 0;
        while (i < host.length() && (host.charAt(i) == '.' || host.charAt(i) >= '0' && host.charAt(i) <= '9')) {
            i++;
        }
        return i == host.length() || host.indexOf(':') >= 0;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("addresses of 4 and 16 bytes are valid", e);
        }
    }
}
