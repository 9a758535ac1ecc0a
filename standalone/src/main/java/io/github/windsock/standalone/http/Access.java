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
 * Decides which requests are allowed. A page of any site can connect to a server on this machine; through a name that
 * resolves to 127.0.0.1 (DNS rebinding) it could even read the answers. So {@code Host} must name this machine, and
 * requests that show the data of other clients are checked by {@code Origin} too.
 */
public final class Access {
    /** The name in the tutorials. It is accepted, since a hosts file may map it to this server, but not trusted. */
    private static final String STOOD_IN_FOR = "echo.websocket.org";

    private final Set<String> hosts;
    private final Set<String> origins;

    /**
     * Creates the rules.
     *
     * @param allowedHosts host names besides those of the loopback interface
     * @param literals the addresses of the server, which are trusted
     * @param allowedOrigins the only origins that may connect; empty to allow all
     */
    public Access(List<String> allowedHosts, List<String> literals, List<String> allowedOrigins) {
        this.hosts = allowedHosts.stream()
                .map(Access::lower)
                .map(AddressLiteral::canonical)
                .collect(Collectors.toCollection(TreeSet::new));
        literals.stream().map(Access::lower).forEach(hosts::add);
        this.origins = allowedOrigins.stream().map(Access::lower).collect(Collectors.toSet());
    }

    /** Returns the host of a request if it is not allowed; empty if it is. */
    Optional<String> foreignHost(Handshake request) {
        Optional<String> host = host(request);
        boolean isKnown = host.filter(named -> isTrusted(named) || named.equals(STOOD_IN_FOR))
                .isPresent();
        return isKnown ? Optional.empty() : Optional.of(String.join(", ", named(request)));
    }

    /** Returns the origin of an attempt if it may not connect; empty if it may. */
    Optional<String> foreignOrigin(Handshake request) {
        return request.origin()
                .filter(origin -> !origins.isEmpty() && !origins.contains(lower(origin)))
                .filter(origin -> !isOwn(origin, request));
    }

    /** Returns the origin of an attempt if it may not see the data of other clients; empty if it may. */
    Optional<String> foreignReader(Handshake request) {
        return request.origin()
                .filter(origin -> !origins.contains(lower(origin)))
                .filter(origin -> !isLoopbackOrigin(origin) && !isOwn(origin, request));
    }

    /** Returns whether a plain request comes from a page of another site. */
    boolean isCrossSite(Handshake request) {
        boolean fetched = request.header("Sec-Fetch-Site")
                .filter(site -> site.equals("cross-site") || site.equals("same-site"))
                .filter(site -> !request.header("Sec-Fetch-Mode").orElse("").equals("navigate"))
                .isPresent();
        return fetched || foreignReader(request).isPresent();
    }

    /**
     * Returns whether a request may use the API: its host is trusted, and it comes from the server's own page or from
     * no page.
     */
    boolean mayControl(Handshake request) {
        return namesThisMachine(request)
                && request.origin().filter(origin -> !isOwn(origin, request)).isEmpty()
                && request.header("Sec-Fetch-Site")
                        .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                        .isEmpty();
    }

    /** Returns whether the host of a request is trusted, so that DNS rebinding is excluded. */
    boolean namesThisMachine(Handshake request) {
        return host(request).filter(this::isTrusted).isPresent();
    }

    private boolean isTrusted(String host) {
        return isLoopback(host) || hosts.contains(host);
    }

    /** Returns whether an origin is the server's own page under a trusted host. */
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
        return named.size() == 1
                ? Optional.of(AddressLiteral.canonical(withoutPort(lower(named.get(0)))))
                : Optional.empty();
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
