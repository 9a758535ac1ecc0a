package io.github.windsock.standalone.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** An address as the host of a URL, in the one form that browsers use (RFC 5952; URL Standard, host serializer). */
public final class AddressLiteral {
    private static final Pattern ZEROS = Pattern.compile("\\b0(:0)+\\b");

    private AddressLiteral() {}

    /**
     * Returns an address as the host of a URL, without a network interface.
     *
     * @param address the address
     * @return such as {@code 127.0.0.1} or {@code [::1]}
     */
    public static String of(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + shortened(text.replaceAll("%.*", "")) + "]" : text;
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

    /** Writes the first of the longest runs of zeros as "::". */
    private static String shortened(String groups) {
        MatchResult longest = ZEROS.matcher(groups)
                .results()
                .reduce((one, other) -> other.group().length() > one.group().length() ? other : one)
                .orElse(null);
        if (longest == null) {
            return groups;
        }
        String before = groups.substring(0, longest.start());
        String after = groups.substring(longest.end());
        return (before.isEmpty() ? ":" : before) + (after.isEmpty() ? ":" : after);
    }
}
