package io.github.windsock.client.internal.url;

import io.github.windsock.internal.text.Text;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps host names, with or without a port, to addresses of this machine. Not thread-safe. */
public final class HostAliases {
    private static final String FORM = "[a-z0-9_-]+([.][a-z0-9_-]+)*[.]?(:[0-9]{1,5})?|\\[[0-9a-f:.]+](:[0-9]{1,5})?";

    private final Map<String, InetSocketAddress> addresses = new HashMap<>();

    /** Adds a name; throws if it is not a host name, or is already mapped to another address. */
    public void add(String name, InetSocketAddress address) {
        InetSocketAddress before = addresses.putIfAbsent(host(name), address);
        if (before != null && !before.equals(address)) {
            throw new IllegalArgumentException(
                    "the alias " + Text.quote(name) + " leads to " + before + " already; give each name once");
        }
    }

    /** Returns a copy, so that later changes of this object do not affect it. */
    public HostAliases copy() {
        HostAliases copy = new HostAliases();
        copy.addresses.putAll(addresses);
        return copy;
    }

    /** Returns the address for a URL, null if there is none. A name with a port has precedence over one without. */
    public @Nullable InetSocketAddress find(WebUrl target) {
        if (addresses.isEmpty()) {
            return null;
        }
        InetSocketAddress exact = addresses.get(target.host() + ":" + target.effectivePort());
        return exact == null ? addresses.get(target.host()) : exact;
    }

    /** Returns a hint for the message about an unknown host: an alias may be missing or misspelled. */
    public String hint(String host) {
        if (addresses.isEmpty()) {
            return "; alias = " + Text.quote(host) + " leads it to the test's server";
        }
        String names = addresses.keySet().stream().sorted().map(Text::quote).collect(Collectors.joining(", "));
        return "; the page has the alias" + (addresses.size() == 1 ? " " : "es ") + names;
    }

    private static String host(String name) {
        if (name.contains("://")) {
            throw new IllegalArgumentException("the alias " + Text.quote(name)
                    + " is a URL; write its host alone, such as \"echo.websocket.org\"");
        }
        String ascii = ascii(name);
        if (!ascii.matches(FORM)) {
            throw new IllegalArgumentException(
                    "the alias " + Text.quote(name) + " is not a host; use \"echo.websocket.org\"");
        }
        requirePort(name, ascii);
        return ascii;
    }

    private static void requirePort(String name, String ascii) {
        int colon = ascii.lastIndexOf(':');
        if (colon < 0 || ascii.endsWith("]")) {
            return;
        }
        int port = Integer.parseInt(ascii.substring(colon + 1));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the alias " + Text.quote(name)
                    + " has a port that is not between 1 and 65535; leave it out for any port");
        }
    }

    private static String ascii(String name) {
        try {
            return Idna.toAscii(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the alias " + Text.quote(name) + " " + e.getMessage(), e);
        }
    }
}
