package io.github.windsock.server;

import static java.util.Objects.requireNonNull;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Elements;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.engine.EngineChoice;
import io.github.windsock.server.internal.engine.LimitNames;
import io.github.windsock.server.internal.handshake.RequestFilter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The values of a builder, with their defaults. Checks each value when it is set. */
final class SettingsDraft {
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    private int port;
    private List<String> hosts = ServerSettings.LOOPBACK;
    private @Nullable Journal journal;
    private @Nullable Duration timeout;
    private @Nullable Duration closeTimeout;
    private Duration handshakeTimeout = Duration.ZERO;
    private int maxMessageBytes = 64 << 20;
    private long maxQueuedBytes = 256L << 20;
    private long maxBufferedBytes = Long.MAX_VALUE;
    private int maxConnections = Integer.MAX_VALUE;
    private int maxRemembered = 10_000;
    private Set<String> secretHeaders = Set.of();
    private @Nullable Supplier<Identity> identity;
    private @Nullable TestClock clock;
    private boolean reportsUnusedRules;
    private @Nullable RequestFilter filter;
    private LimitNames limitNames = LimitNames.METHODS;
    private @Nullable Supplier<EngineChoice> engine; // null for that of the configuration

    void engine(Class<? extends WebSocketEngine> type) {
        requireNonNull(type, "engine must not be null");
        engine = () -> EngineFinder.find(type);
    }

    void engine(String name) {
        engine = () -> EngineFinder.named(name, "this test");
    }

    void port(int number) {
        if (number < 0 || number > 65535) {
            throw new IllegalArgumentException("port " + number + " is not between 0 and 65535; 0 picks a free one");
        }
        port = number;
    }

    void hosts(String... names) {
        List<String> given = Elements.copyOf("hosts", names);
        if (given.isEmpty()) {
            throw new IllegalArgumentException("hosts must name at least one address, such as 127.0.0.1");
        }
        requireNames("host", given);
        hosts = given;
    }

    private static void requireNames(String what, List<String> names) {
        for (String name : names) {
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "a " + what + " is empty; give a name or an address, such as localhost or 127.0.0.1");
            }
        }
    }

    void journal(Journal given) {
        journal = requireNonNull(given, "journal must not be null");
    }

    void timeout(Duration given) {
        timeout = longerThanZero("timeout", given);
    }

    void closeTimeout(Duration given) {
        closeTimeout = longerThanZero("closeTimeout", given);
    }

    void handshakeTimeout(Duration given) {
        handshakeTimeout = longerThanZero("handshakeTimeout", given);
    }

    private static Duration longerThanZero(String name, Duration timeout) {
        requireNonNull(timeout, "timeout must not be null");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    name + " " + Durations.format(timeout) + " is not longer than zero; give a time such as 3 s");
        }
        return timeout;
    }

    void maxMessageBytes(int bytes) {
        maxMessageBytes = (int) Math.min(atLeastOne("maxMessageBytes", bytes), MAX_ARRAY_LENGTH);
    }

    void maxQueuedBytes(long bytes) {
        maxQueuedBytes = atLeastOne("maxQueuedBytes", bytes);
    }

    void maxBufferedBytes(long bytes) {
        maxBufferedBytes = atLeastOne("maxBufferedBytes", bytes);
    }

    void maxConnections(int connections) {
        maxConnections = (int) atLeastOne("maxConnections", connections);
    }

    void maxRemembered(int attempts) {
        maxRemembered = (int) atLeastOne("maxRemembered", attempts);
    }

    private static long atLeastOne(String name, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(name + " " + number + " is less than 1");
        }
        return number;
    }

    void secretHeaders(String... names) {
        secretHeaders = new LinkedHashSet<>(Elements.copyOf("names", names));
    }

    void tls(ServerCertificate certificate, String... names) {
        requireNonNull(certificate, "certificate must not be null");
        List<String> more = Elements.copyOf("names", names);
        requireNames("name", more);
        more.forEach(SettingsDraft::requireAscii);
        identity = () -> Identity.issued(certificate, more);
    }

    /** A certificate has names only as the Domain Name System knows them (RFC 5280, section 7.2). */
    private static void requireAscii(String name) {
        if (!name.matches("[A-Za-z0-9._*:-]+")) {
            throw new IllegalArgumentException("name " + Text.preview(name)
                    + " is not a host name or an address; write an international one as browsers look it up, such as"
                    + " xn--bcher-kva.example");
        }
    }

    void tls(SSLContext context) {
        Identity given = new Identity(requireNonNull(context, "context must not be null"), null);
        identity = () -> given;
    }

    void clock(TestClock given) {
        clock = requireNonNull(given, "clock must not be null");
    }

    void reportUnusedRules() {
        reportsUnusedRules = true;
    }

    @Nullable
    TestClock clock() {
        return clock;
    }

    void filter(RequestFilter given) {
        filter = given;
    }

    void limitNames(LimitNames names) {
        limitNames = names;
    }

    int port() {
        return port;
    }

    boolean isSecure() {
        return identity != null;
    }

    ServerSettings toSettings() {
        return new ServerSettings(
                port,
                hosts,
                journal == null ? Recorder.create() : Recorder.of(journal),
                timeout,
                closeTimeout,
                handshakeTimeout,
                maxMessageBytes,
                maxQueuedBytes,
                maxBufferedBytes,
                maxConnections,
                maxRemembered,
                secretHeaders,
                identity == null ? null : identity.get(),
                filter,
                limitNames,
                clock,
                reportsUnusedRules,
                engine == null ? EngineFinder.find(null) : engine.get());
    }
}
