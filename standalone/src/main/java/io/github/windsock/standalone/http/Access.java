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
        List<String> named = request.headers().getOrDefault("Host", List.of());
        if (named.size() != 1) {
            return Optional.of(String.join(", ", named));
        }
        String host = withoutPort(lower(named.get(0)));
        return isLoopback(host) || hosts.contains(host) ? Optional.empty() : Optional.of(named.get(0));
    }

    /** Returns the origin of an attempt, if that may not connect; empty if it may. */
    Optional<String> foreignOrigin(Handshake request) {
        return request.origin().filter(origin -> !origins.isEmpty() && !origins.contains(lower(origin)));
    }

    /** Returns the origin of an attempt, if that may not see other clients' data; empty if it may. */
    Optional<String> foreignReader(Handshake request) {
        return request.origin()
                .filter(origin -> !origins.contains(lower(origin)))
                .filter(origin -> !isLoopbackOrigin(origin));
    }

    /** Tells whether a plain request comes from a page of another site. */
    boolean isCrossSite(Handshake request) {
        boolean fetched = request.header("Sec-Fetch-Site")
                .filter(site -> site.equals("cross-site") || site.equals("same-site"))
                .filter(site -> !request.header("Sec-Fetch-Mode").orElse("").equals("navigate"))
                .isPresent();
        return fetched || foreignReader(request).isPresent();
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
