package io.github.windsock.server;

import io.github.windsock.journal.Recorded;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.clock.BehaviorTimers;
import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.engine.EngineChoice;
import io.github.windsock.server.internal.engine.LimitNames;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.engine.PortSettings;
import io.github.windsock.server.internal.handshake.RequestFilter;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a server. */
record ServerSettings(
        int port,
        List<String> hosts,
        Recorder journal,
        @Nullable Duration ownTimeout,
        @Nullable Duration ownCloseTimeout,
        Duration handshakeTimeout,
        int maxMessageBytes,
        long maxQueuedBytes,
        long maxBufferedBytes,
        int maxConnections,
        int maxRemembered,
        Set<String> secretHeaders,
        @Nullable Identity identity,
        @Nullable RequestFilter filter,
        LimitNames limitNames,
        @Nullable TestClock clock,
        boolean reportsUnusedRules,
        EngineChoice engine)
        implements Recorded {
    static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");
    private static final List<InetAddress> LOOPBACK_ADDRESSES = loopbackAddresses();

    Duration timeout() {
        return ownTimeout == null ? journal.settings().timeout() : ownTimeout;
    }

    Duration closeTimeout() {
        return ownCloseTimeout == null ? timeout() : ownCloseTimeout;
    }

    BehaviorTimers timers() {
        return clock == null ? BehaviorTimers.REAL : clock.timers().attach(journal, timeout());
    }

    boolean isSecure() {
        return identity != null;
    }

    /** Returns the URL of a port. With TLS its host is localhost, since most test certificates are for that name. */
    String url(String plainScheme, ListeningPort opened) {
        return isSecure()
                ? plainScheme + "s://localhost:" + opened.port()
                : plainScheme + "://127.0.0.1:" + opened.port();
    }

    /** Binds the port. It accepts no connections until it has a handler. */
    ListeningPort open() {
        if (maxBufferedBytes < Long.MAX_VALUE) {
            engine.require(Ability.BOUNDED_MEMORY, "maxBufferedBytes(" + maxBufferedBytes + ")");
        }
        try {
            return engine.open(new PortSettings(
                    addresses(),
                    port,
                    identity == null ? null : identity.context(),
                    maxMessageBytes,
                    maxBufferedBytes,
                    maxConnections,
                    handshakeTimeout));
        } catch (BindException e) {
            boolean isForeign = String.valueOf(e.getMessage()).contains("assign requested address");
            throw new IllegalStateException(
                    "port " + port + " of " + String.join(" and ", hosts) + " cannot be bound (" + e.getMessage()
                            + "). "
                            + (isForeign
                                    ? "Give addresses of this machine, or leave the hosts out."
                                    : "Leave the port out, or give 0, to let the server pick a free one."),
                    e);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "host " + e.getMessage() + " is not known. Leave it out to listen on the loopback addresses.", e);
        } catch (IOException e) {
            throw new IllegalStateException("the server cannot listen on port " + port + ": " + e, e);
        }
    }

    private List<InetAddress> addresses() throws UnknownHostException {
        if (hosts == LOOPBACK) {
            return LOOPBACK_ADDRESSES; // the default needs no parsing
        }
        Set<InetAddress> addresses = new LinkedHashSet<>(); // two names may be the same address
        for (String host : hosts) {
            addresses.add(InetAddress.getByName(host));
        }
        return withoutIncluded(addresses);
    }

    /** Leaves out the addresses that a wildcard among them includes, since one port cannot be bound twice. */
    private static List<InetAddress> withoutIncluded(Set<InetAddress> addresses) {
        if (addresses.stream().noneMatch(InetAddress::isAnyLocalAddress)) {
            return List.copyOf(addresses);
        }
        boolean isAll = addresses.stream().anyMatch(each -> each.isAnyLocalAddress() && isSix(each)) && hasIpv6();
        return addresses.stream()
                .filter(each ->
                        isAll ? each.isAnyLocalAddress() && isSix(each) : each.isAnyLocalAddress() || isSix(each))
                .toList();
    }

    private static boolean isSix(InetAddress address) {
        return address instanceof Inet6Address;
    }

    private static boolean hasIpv6() {
        try {
            return NetworkInterface.getByInetAddress(LOOPBACK_ADDRESSES.get(1)) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private static List<InetAddress> loopbackAddresses() {
        byte[] six = new byte[16];
        six[15] = 1;
        try {
            return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), InetAddress.getByAddress(six));
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are addresses", e);
        }
    }
}
