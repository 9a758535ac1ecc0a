package io.github.windsock.standalone.http;

import io.github.windsock.internal.text.Ipv6;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address as the host of a URL, in the one form that browsers use (RFC 5952; URL Standard, host serializer). */
public final class AddressLiteral {
    private AddressLiteral() {}

    /**
     * Returns an address as the host of a URL, without a network interface.
     *
     * @param address the address
     * @return such as {@code 127.0.0.1} or {@code [::1]}
     */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address ? "[" + Ipv6.of(address.getAddress()) + "]" : address.getHostAddress();
    }

    /** Returns a host with its address, if it is one of IPv6, in the form of browsers. */
    static String canonical(String host) {
        if (!host.startsWith("[") || !host.endsWith("]")) {
            return host;
        }
        try {
            return of(InetAddress.getByName(host)); // no name begins like this, so none is looked up
        } catch (UnknownHostException e) {
            return host;
        }
    }
}
