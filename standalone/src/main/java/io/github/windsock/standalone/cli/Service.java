package io.github.windsock.standalone.cli;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.handshake.FilterResult;
import io.github.windsock.server.internal.handshake.FilteredRequest;
import io.github.windsock.standalone.console.ConsoleApi;
import io.github.windsock.standalone.console.EventFeed;
import io.github.windsock.standalone.http.Access;
import io.github.windsock.standalone.http.ApiRoutes;
import io.github.windsock.standalone.http.BehaviorDocs;
import io.github.windsock.standalone.http.DefaultTraits;
import io.github.windsock.standalone.http.Metrics;
import io.github.windsock.standalone.http.PageReply;
import io.github.windsock.standalone.http.RequestGate;
import io.github.windsock.standalone.http.Site;
import io.github.windsock.standalone.http.Target;
import io.github.windsock.standalone.log.FailuresOnly;
import io.github.windsock.standalone.log.Follower;
import io.github.windsock.standalone.log.JsonLog;
import io.github.windsock.standalone.log.LiveLog;
import io.github.windsock.standalone.text.Escaped;
import io.github.windsock.standalone.text.Exit;
import io.github.windsock.standalone.text.SaidSentences;
import io.github.windsock.standalone.text.Texts;
import io.github.windsock.standalone.text.UsageError;
import io.github.windsock.standalone.tls.Tls;
import java.net.BindException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The running server, with its pages, log and counters. */
public final class Service implements AutoCloseable {
    private static final int PORTS_TRIED = 10;
    private static final int JOURNAL_ENTRIES = 10_000;
    private static final long JOURNAL_BYTES = 16L << 20;
    private static final int OF_ONE_CLIENT = 64;
    private static final int PAYLOAD_IN_LOG = 64 << 10;
    private static final Duration GRACE = Duration.ofSeconds(3); // needed only on a very busy machine

    private final ServeOptions options;
    private final ListenAddresses addresses;
    private final Program program;
    private final Optional<Tls> tls;
    private final EchoServer server;
    private final Lifetimes lifetimes;
    private final SaidSentences said;
    private final EventFeed feed;
    private final String token; // the secret of the console, if others can reach the server
    private final Follower follower;
    private final Map<String, BehaviorDocs> docs = new ConcurrentHashMap<>(); // by language
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch gone = new CountDownLatch(1);

    private Service(ServeOptions options, Program program) {
        requireEffect(options, program.texts());
        this.options = options;
        this.addresses = new ListenAddresses(options.hosts);
        this.program = program;
        this.tls = TlsOptions.read(options, program.environment(), program.texts());
        Metrics metrics = new Metrics();
        Recorder journal = Recorder.create(Settings.ofSystemProperties().withLimits(JOURNAL_ENTRIES, journalBytes()));
        this.token = addresses.isWide() ? secret() : "";
        this.said = new SaidSentences(program.texts());
        this.feed = new EventFeed(journal, said);
        ConsoleApi api = new ConsoleApi(feed, token.isEmpty() ? "local" : token, this::docs);
        this.server = listen(builder(journal, metrics, hasConsole() ? api : this::withoutConsole));
        api.control(server);
        this.lifetimes = new Lifetimes(server, options.idleTimeout, options.maxLife, System::nanoTime);
        this.follower = new Follower(journal, readers(journal, metrics));
    }

    /**
     * Starts the service, and prints that it has started.
     *
     * @param options the options
     * @param program the program
     * @return the running service
     * @throws UsageError if the options are wrong, or the server cannot listen
     */
    static Service start(ServeOptions options, Program program) {
        try {
            Service service = new Service(options, program);
            service.announce();
            service.follower.start();
            return service;
        } catch (IllegalArgumentException e) {
            throw new UsageError(Exit.USAGE, Escaped.whole(explain(e, program.texts())), e);
        }
    }

    private static String explain(IllegalArgumentException e, Texts texts) {
        return e.getCause() instanceof UnknownHostException unknown
                ? texts.text("host.unknown", String.valueOf(unknown.getMessage()))
                : texts.say(e);
    }

    private static void requireEffect(ServeOptions options, Texts texts) {
        if (options.logPayload != null && options.log != ServeOptions.Log.json) {
            throw new UsageError(Exit.USAGE, texts.text("log.no-json"));
        }
    }

    /**
     * Returns whether the console is on. It shows all traffic and controls the server, so on a network it must be
     * turned on explicitly.
     */
    private boolean hasConsole() {
        return options.console == null ? !addresses.isWide() : options.console;
    }

    private FilterResult withoutConsole(FilteredRequest request, Target target) {
        return PageReply.refuse(403, program.texts().text(addresses.isWide() ? "api.off-network" : "api.off"));
    }

    private static long journalBytes() {
        return Math.min(JOURNAL_BYTES, Runtime.getRuntime().maxMemory() / 8);
    }

    private static String secret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private BehaviorDocs docs(Texts texts) {
        return docs.computeIfAbsent(texts.language(), language -> new BehaviorDocs(texts, options.scripts));
    }

    private EchoServer.Builder builder(Recorder journal, Metrics metrics, ApiRoutes api) {
        Texts texts = program.texts();
        RequestGate.GateRules rules = new RequestGate.GateRules(
                options.maxConnections,
                addresses.isWide() ? Math.min(OF_ONE_CLIENT, options.maxConnections) : Integer.MAX_VALUE,
                options.anyPath == ServeOptions.AnyPath.echo,
                options.handshakeTimeout,
                options.showSecrets,
                new DefaultTraits(
                        options.ping,
                        options.compress == null ? null : options.compress == ServeOptions.Compress.on,
                        options.protocol),
                Program.version());
        Access access = new Access(options.allowHosts, addresses.literals(), options.allowOrigins);
        RequestGate front = new RequestGate(
                rules, access, docs(texts), new Site(this::docs, Program.version()), metrics, api, texts, said);
        EchoServer.Builder builder = front.server()
                .hosts(options.hosts.toArray(String[]::new))
                .journal(journal)
                .maxMessageBytes((int) options.maxMessage)
                .maxBufferedBytes(options.maxBuffered);
        tls.ifPresent(speak -> builder.tls(speak.context()));
        return builder;
    }

    /** Listens on the port of the option. Without the option, tries the next ports if the default one is in use. */
    private EchoServer listen(EchoServer.Builder builder) {
        int wanted = options.port == null ? ServeOptions.DEFAULT_PORT : options.port;
        int last = options.port == null ? wanted + PORTS_TRIED - 1 : wanted;
        for (int port = wanted; ; port++) {
            try {
                return builder.port(port).start();
            } catch (IllegalStateException e) {
                boolean isTaken = "port.taken".equals(whyUnbound(e.getCause()));
                if (!isTaken || port == last) {
                    throw new UsageError(Exit.PORT, cannotListen(port, e), e);
                }
            }
        }
    }

    private String cannotListen(int port, IllegalStateException e) {
        Texts texts = program.texts();
        return switch (whyUnbound(e.getCause())) {
            case "port.taken" ->
                options.port == null
                        ? texts.text("port.all-taken", ServeOptions.DEFAULT_PORT, port)
                        : texts.text("port.taken", port);
            case "port.denied" -> texts.text("port.denied", port);
            case "host.foreign" -> texts.text("host.foreign", Escaped.plain(String.join(", ", options.hosts)));
            case "host.unusable" -> texts.text("host.unusable", Escaped.plain(String.join(", ", options.hosts)));
            default -> texts.text("port.failed", port, Escaped.plain(String.valueOf(e.getCause())));
        };
    }

    /** Returns the key of the message about a port that could not be bound. The JDK has one type for all causes. */
    static String whyUnbound(@Nullable Throwable cause) {
        String why = cause == null ? "" : String.valueOf(cause.getMessage());
        if (!(cause instanceof BindException)) {
            return why.contains("Invalid argument") ? "host.unusable" : "port.failed";
        }
        if (why.contains("ermission denied")) {
            return "port.denied";
        }
        return why.contains("assign requested address") ? "host.foreign" : "port.taken";
    }

    private List<Follower.Reader> readers(Recorder journal, Metrics metrics) {
        List<Follower.Reader> readers = new ArrayList<>();
        readers.add(metrics);
        readers.add(feed);
        readers.add(options.quiet ? new FailuresOnly(log(journal)) : log(journal));
        if (!options.idleTimeout.isZero() || !options.maxLife.isZero()) {
            readers.add(lifetimes);
        }
        if (options.once) {
            readers.add(this::endAfterFirst);
        }
        return readers;
    }

    private Follower.Reader log(Recorder journal) {
        if (options.log == ServeOptions.Log.text) {
            return new LiveLog(program.err(), program.texts(), journal.start(), options.verbose);
        }
        JsonLog log = new JsonLog(program.err(), journal.start(), payloadInLog());
        if (!options.quiet) {
            log.ready(url(), server.port());
        }
        return log;
    }

    private int payloadInLog() {
        return options.logPayload == null ? PAYLOAD_IN_LOG : options.logPayload.intValue();
    }

    private void endAfterFirst(Entry entry) {
        if (entry.event().kind() == Event.Kind.CLOSED) {
            end.countDown();
        }
    }

    private void announce() {
        if (options.printUrl) {
            program.out().line(url());
        } else if (!options.quiet && options.log == ServeOptions.Log.text) {
            new Greeting(program.out(), program.texts(), options, server.port(), page(), tls, addresses).print();
        }
        if (options.log == ServeOptions.Log.text && addresses.lackIpv6Loopback()) {
            program.err().line(program.texts().text("note.no-ipv6"));
        }
        if (options.log == ServeOptions.Log.text) {
            program.misspelledVariables().forEach(program.err()::line);
        }
        if (options.printUrl && !program.out().failure().isEmpty()) {
            program.err()
                    .line(program.texts()
                            .text("error.output", Escaped.plain(program.out().failure())));
        }
        tls.ifPresent(this::warn);
        if (options.open) {
            Optional<Process> browser = Opener.open(page(), program.environment());
            if (browser.isEmpty()) {
                program.err().line(program.texts().text("note.no-browser", page()));
            }
        }
    }

    private void warn(Tls used) {
        if (options.log == ServeOptions.Log.text) {
            used.whyRefused()
                    .ifPresent(key -> program.err()
                            .line(program.texts()
                                    .text(
                                            key,
                                            used.certificate().getNotBefore().toInstant(),
                                            used.certificate().getNotAfter().toInstant())));
        }
    }

    /** Returns the address for browsers on this machine. */
    String page() {
        String secret = hasConsole() && !token.isEmpty() ? "#token=" + token : "";
        return (tls.isPresent() ? "https" : "http") + "://" + addresses.reachable() + ":" + server.port() + "/"
                + secret;
    }

    /** Returns the address for clients on this machine. */
    String url() {
        return (tls.isPresent() ? "wss" : "ws") + "://" + addresses.reachable() + ":" + server.port() + "/";
    }

    URI uri() {
        return server.uri();
    }

    public int port() {
        return server.port();
    }

    public EchoServer server() {
        return server;
    }

    /** Waits for the end by {@code --once} or {@code --exit-after}; without these, forever. */
    public void awaitEnd() {
        Duration limit = options.exitAfter;
        try {
            if (limit == null) {
                end.await();
            } else if (!end.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                end.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop waiting
        }
    }

    /** Closes all connections with 1001, and stops the server. A second call waits for the first. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            lifetimes.close();
            feed.close();
            Shutdown.run(this::closeAll, GRACE);
            follower.close();
            gone.countDown();
        }
        try {
            gone.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop waiting for the other thread
        }
    }

    /**
     * Closes the server, and waits until all connections have ended. The server sends 1001, waits a quarter of a second
     * for the answers, and then drops the connections.
     */
    private void closeAll() {
        server.close();
        try {
            long seen = Recorder.of(server).version();
            while (!server.connections().stream()
                    .allMatch(each -> PartyLog.of(each).isOver())) {
                seen = Recorder.of(server).awaitChange(seen, GRACE.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nothing here interrupts this thread
        }
    }
}
