package io.github.windsock.standalone.cli;

import io.github.windsock.standalone.http.AddressLiteral;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses on which the server listens, and what they mean on this machine.
 *
 * @param hosts the names or addresses of the option
 */
record ListenAddresses(List<String> hosts) {
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    /** Returns whether other machines can connect. */
    boolean isWide() {
        return !hosts.stream().allMatch(ListenAddresses::isLoopback);
    }

    private static boolean isLoopback(String host) {
        return resolved(host).allMatch(InetAddress::isLoopbackAddress);
    }

    /** Returns the addresses of a name; none if it is not known, so that listening fails with a better message. */
    private static Stream<InetAddress> resolved(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return Stream.empty();
        }
    }

    /**
     * Returns a host for the addresses that are printed, with which clients on this machine reach the server: {@code
     * localhost} where that leads to it with each client.
     */
    String reachable() {
        List<InetAddress> all =
                hosts.stream().flatMap(ListenAddresses::resolved).toList();
        boolean isLocalhost = all.stream()
                .anyMatch(each ->
                        each.isAnyLocalAddress() || each.getHostAddress().equals("127.0.0.1"));
        return isLocalhost || all.isEmpty() ? "localhost" : AddressLiteral.of(all.get(0));
    }

    /**
     * Returns the server's own addresses, which are safe as a Host: unlike a name, nobody else can make an address
     * point here.
     */
    List<String> literals() {
        if (!isWide()) {
            return List.of();
        }
        List<String> literals = new ArrayList<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(network.getInetAddresses())) {
                    literals.add(AddressLiteral.of(address));
                }
            }
        } catch (SocketException e) {
            return hosts; // at least the addresses of the option
        }
        return literals;
    }

    /** Returns whether they have the loopback of IPv6 and this machine does not. */
    boolean lackIpv6Loopback() {
        return hosts.contains("::1") && !hasIpv6Loopback();
    }

    private static boolean hasIpv6Loopback() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByAddress(IPV6_LOOPBACK)) != null;
        } catch (SocketException | UnknownHostException e) {
            return false;
        }
    }
}
