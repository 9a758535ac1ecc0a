package io.github.windsock.client.internal.socket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the addresses of a host. */
public final class Resolver {
    private static final InetAddress LOOPBACK_4 = address(new byte[] {127, 0, 0, 1});
    private static final InetAddress LOOPBACK_6 = address(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    private Resolver() {}

    /**
     * Returns the address of 127.0.0.1, to which most tests connect, and those of a {@code localhost} name, which is never
     * looked up, as in browsers; null for another host.
     */
    public static @Nullable List<InetSocketAddress> local(String host, int port) {
        if (host.equals("127.0.0.1")) {
            return List.of(new InetSocketAddress(LOOPBACK_4, port));
        }
        return host.equals("localhost") || host.endsWith(".localhost")
                ? List.of(new InetSocketAddress(LOOPBACK_4, port), new InetSocketAddress(LOOPBACK_6, port))
                : null;
    }

    /** Finds the addresses of another host: at once if it is a literal, else on a thread that may block. */
    public static void lookUp(String host, int port, Consumer<List<InetSocketAddress>> found, Consumer<String> failed) {
        if (isLiteral(host)) {
            ask(host, port, found, failed);
        } else {
            EventLoop.sharedThreads().execute(() -> ask(host, port, found, failed));
        }
    }

    private static void ask(String host, int port, Consumer<List<InetSocketAddress>> found, Consumer<String> failed) {
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
