package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;

import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.client.javawebsocket.internal.ReadyClient;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.junit.ConnectOptions.PageName;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.ServerInternals;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server, pages and journal of one test or class. Created when first needed, kept in the store of the context, and
 * closed with it.
 *
 * <p>If the class or the JVM already has a server, the scope of the test is a {@link GuestScope} on it.
 */
abstract sealed class Scope implements ExtensionContext.Store.CloseableResource, AutoCloseable
        permits HostScope, GuestScope {

    private static final AnnotationSearch<EveryEngine> EVERY_ENGINE = new AnnotationSearch<>(EveryEngine.class);

    private final ExtensionContext context;
    private final Declaration declaration;
    private final Configuration configuration;
    private final Recorder journal;
    private final Map<PageName, BrowserPage> pages = new LinkedHashMap<>(); // guarded by this
    private final List<ReadyClient> readyClients = new ArrayList<>(); // guarded by this

    Scope(ExtensionContext context, Declaration declaration, Configuration configuration, Recorder journal) {
        this.context = context;
        this.declaration = declaration;
        this.configuration = configuration;
        this.journal = journal;
    }

    /** Returns the server; the first call starts it. */
    abstract EchoServer server();

    /** Returns the server if it was started or used. */
    abstract Optional<EchoServer> running();

    /** Ends the server, or this test's use of it. */
    abstract void endServer();

    /**
     * Returns the connections of foreign clients that were opened in this scope and are still open, as a report names
     * them.
     *
     * @param isVerdict whether the test fails for them
     */
    abstract List<String> leftovers(boolean isVerdict);

    /** Returns the engine of a run, null if its test does not have {@link EveryEngine}. */
    static @Nullable EngineOfTest engine(ExtensionContext context) {
        Method test = context.getTestMethod().orElse(null);
        return test == null || EVERY_ENGINE.isOn(test)
                ? Scopes.store(context).get(EngineOfTest.class, EngineOfTest.class)
                : null;
    }

    /** The test begins. */
    void begin() {}

    boolean isOf(ExtensionContext other) {
        return context == other || context.getUniqueId().equals(other.getUniqueId());
    }

    boolean isDeclaredAt(AnnotatedElement where) {
        return declaration.where().equals(where);
    }

    /** Returns whether this scope still fits the declaration: the shared server may have been replaced. */
    boolean isFor(Declaration now) {
        return said().shared().equals(now.said().shared());
    }

    Declaration declaration() {
        return declaration;
    }

    Options said() {
        return declaration.said();
    }

    String title() {
        return Titles.of(context);
    }

    Configuration configuration() {
        return configuration;
    }

    Recorder journal() {
        return journal;
    }

    /** Fails if something happened that the server's behaviors did not expect. */
    void verify() {
        EchoServer running = running().orElse(null);
        if (running != null) {
            running.verify();
        }
    }

    synchronized BrowserPage page(PageName name) {
        BrowserPage page = pages.get(name);
        if (page == null) {
            page = newPage(name);
            pages.put(name, page);
        }
        return page;
    }

    synchronized Optional<BrowserPage> existingPage(PageName name) {
        return Optional.ofNullable(pages.get(name));
    }

    private BrowserPage newPage(PageName name) {
        BrowserPage.Builder page = BrowserPage.builder().journal(journal);
        if (!said().alias().isEmpty()) {
            page.alias(said().alias(), new InetSocketAddress(InetAddress.getLoopbackAddress(), server().port()));
        }
        if (declaration.hasServer() && isSecure(server())) {
            page.trust(server().sslContext());
        }
        for (String header : name.headers()) {
            addHeader(header, page::header);
        }
        return page.build();
    }

    private static void addHeader(String header, BiConsumer<String, String> to) {
        int colon = header.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "@Connect(headers = \"" + header + "\") is not a header; use \"Cookie: session=1\"");
        }
        to.accept(header.substring(0, colon), header.substring(colon + 1).strip());
    }

    private static boolean isSecure(EchoServer server) {
        return ServerInternals.address(server).startsWith("wss:");
    }

    /** Opens a socket and waits until it is open, unless the options say otherwise. */
    BrowserWebSocket connect(ConnectOptions connection) {
        BrowserWebSocket socket = page(connection.page())
                .open(url(connection), connection.protocols().toArray(new String[0]));
        if (connection.open()) {
            awaitOpen(socket);
        }
        return socket;
    }

    /** Opens a client of Java-WebSocket and waits until it is open, unless the options say otherwise. */
    synchronized Object connectReadyClient(ConnectOptions connection) {
        ReadyClient ready = ReadyClient.of(journal, URI.create(url(connection)), connection.protocols());
        connection.page().headers().forEach(header -> addHeader(header, ready::header));
        if (!connection.isForeign()) {
            ready.alias(server().port(), isSecure(server()) ? server().sslContext() : null);
        }
        readyClients.add(ready);
        ready.connect();
        if (connection.open()) {
            awaitOpen(ready.party());
        }
        return ready.client();
    }

    /**
     * A server may close the socket at once, so that it is past OPEN already. That is not an error here: the test can
     * check the end.
     */
    private static void awaitOpen(Party party) {
        try {
            assertReadyState(ReadyState.OPEN, party);
        } catch (AssertionError e) {
            if (!PartyLog.of(party).handledStates().contains(ReadyState.OPEN)) {
                throw e;
            }
        }
    }

    private String url(ConnectOptions connection) {
        if (connection.isForeign()) {
            return connection.url();
        }
        EchoServer server = server();
        return said().alias().isEmpty()
                ? ServerInternals.address(server) + connection.path()
                : (isSecure(server) ? "wss://" : "ws://") + said().alias() + connection.path();
    }

    /** Reports the timeline of a part of this scope's test. */
    void report(ExtensionContext part, Optional<Throwable> end) {
        if (configuration.timeline().mayShow(end)) {
            TimelineReport.report(part, end, configuration, journal);
        }
    }

    /** Reports the timeline first, then closes clients, pages and the server. */
    @Override
    public synchronized void close() {
        try {
            report(context, context.getExecutionException());
        } finally {
            for (ReadyClient client : readyClients) { // a method reference would load it for each test
                client.close();
            }
            for (BrowserPage page : pages.values()) {
                page.close();
            }
            endServer();
        }
    }
}
