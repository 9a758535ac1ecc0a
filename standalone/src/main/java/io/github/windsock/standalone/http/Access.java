package io.github.windsock.standalone.http;

import io.github.windsock.Handshake;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may ask. A page on any site can connect to a server on this machine, and by a name that leads to 127.0.0.1 even read
 * its pages: so every request has to name this machine as this machine ({@code Host}), and what shows other people's data
 * looks at {@code Origin} too.
 */
public final class Access {
    /** The name in the tutorials. A hosts file that leads it here means this server; but it can be led anywhere. */
    private static final String STOOD_IN_FOR = "echo.websocket.org";

    private final Set<String> hosts;
    private final Set<String> origins;

    /**
     * Collects the rules.
     *
     * @param allowedHosts names beside those of the loopback interface
     * @param literals the addresses the server was told to listen on, which no stranger's name can lead to
     * @param allowedOrigins the only origins that may connect, if there are any
     */
    public Access(List<String> allowedHosts, List<String> literals, List<String> allowedOrigins) {
        this.hosts = allowedHosts.stream().map(Access::lower).collect(Collectors.toCollection(TreeSet::new));
        literals.stream().map(Access::lower).forEach(hosts::add);
        this.origins = allowedOrigins.stream().map(Access::lower).collect(Collectors.toSet());
    }

    /** Returns the host that a request names, if that is not allowed; empty if it is. */
    Optional<String> foreignHost(Handshake request) {
        Optional<String> host = host(request);
        boolean isKnown = host.filter(named -> isTrusted(named) || named.equals(STOOD_IN_FOR))
                .isPresent();
        return isKnown ? Optional.empty() : Optional.of(String.join(", ", named(request)));
    }

    /** Returns the origin of an attempt, if that may not connect; empty if it may. */
    Optional<String> foreignOrigin(Handshake request) {
        return request.origin()
                .filter(origin -> !origins.isEmpty() && !origins.contains(lower(origin)))
                .filter(origin -> !isOwn(origin, request));
    }

    /** Returns the origin of an attempt, if that may not see other clients' data; empty if it may. */
    Optional<String> foreignReader(Handshake request) {
        return request.origin()
                .filter(origin -> !origins.contains(lower(origin)))
                .filter(origin -> !isLoopbackOrigin(origin) && !isOwn(origin, request));
    }

    /** Tells whether a plain request comes from a page of another site. */
    boolean isCrossSite(Handshake request) {
        boolean fetched = request.header("Sec-Fetch-Site")
                .filter(site -> site.equals("cross-site") || site.equals("same-site"))
                .filter(site -> !request.header("Sec-Fetch-Mode").orElse("").equals("navigate"))
                .isPresent();
        return fetched || foreignReader(request).isPresent();
    }

    /**
     * Tells whether a request may see and do all: it names a host that no stranger's name service leads here, and no page
     * but the server's own has made it.
     */
    boolean mayControl(Handshake request) {
        return namesThisMachine(request)
                && request.origin().filter(origin -> !isOwn(origin, request)).isEmpty()
                && request.header("Sec-Fetch-Site")
                        .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                        .isEmpty();
    }

    /** Tells whether a request names a host that no stranger's name service leads here. */
    boolean namesThisMachine(Handshake request) {
        return host(request).filter(this::isTrusted).isPresent();
    }

    private boolean isTrusted(String host) {
        return isLoopback(host) || hosts.contains(host);
    }

    /** The server's own page; a name that others could lead here is not its own. */
    private boolean isOwn(String origin, Handshake request) {
        String authority = lower(String.join(", ", named(request)));
        boolean isSame =
                lower(origin).equals("http://" + authority) || lower(origin).equals("https://" + authority);
        return isSame && namesThisMachine(request);
    }

    private static List<String> named(Handshake request) {
        return request.headers().getOrDefault("Host", List.of());
    }

    private static Optional<String> host(Handshake request) {
        List<String> named = named(request);
        return named.size() == 1 ? Optional.of(withoutPort(lower(named.get(0)))) : Optional.empty();
    }

    private static boolean isLoopbackOrigin(String origin) {
        try {
            String host = new URI(origin).getHost();
            return host != null && isLoopback(lower(host));
        } catch (URISyntaxException e) {
            return false; // such as the origin "null"
        }
    }

    static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
