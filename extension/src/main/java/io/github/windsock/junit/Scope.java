package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;

import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.junit.Connection.PageName;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.ServerWindow;
import io.github.windsock.server.WebSocketEngine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What one test, or one class, has: a server, its pages, and the journal of both. Made when somebody asks for it, kept in
 * the store of its context, and closed with that.
 *
 * <p>Where the class has a server already, the test's scope is a guest of the class's: it uses the server and journal of
 * its host, alone while it is there, and leaves them as it found them. A server that is shared in the JVM has a host in
 * the store of the whole run.
 */
final class Scope implements ExtensionContext.Store.CloseableResource, AutoCloseable {

    private final ExtensionContext context;
    private final Declaration declaration;
    private final Configuration configuration;
    private final @Nullable Scope host;
    private final Journal journal;
    private final String title;
    private final AtomicReference<@Nullable Scope> guest = new AtomicReference<>();

    // All below are guarded by this.
    private final Map<PageName, BrowserPage> pages = new LinkedHashMap<>();
    private @Nullable EchoServer server;
    private @Nullable ServerWindow window;
    private List<ServerConnection> olderConnections = List.of();
    private boolean begun;

    private Scope(
            ExtensionContext context,
            Declaration declaration,
            Configuration configuration,
            @Nullable Scope host,
            @Nullable EchoServer server,
            Journal journal) {
        this.context = context;
        this.declaration = declaration;
        this.configuration = configuration;
        this.host = host;
        this.server = server;
        this.journal = journal;
        this.title = Titles.of(context);
    }

    /** Makes a scope that has a journal of its own. */
    static Scope create(ExtensionContext context, Declaration declaration) {
        Configuration configuration = Configuration.of(context, declaration);
        Journal journal = Journal.create(configuration.journal());
        Scope scope = new Scope(context, declaration, configuration, null, null, journal);
        journal.beginWindow(scope.title);
        return scope;
    }

    /** Makes the host of a server that does not belong to this run, and outlives it. */
    static Scope createForShared(ExtensionContext root, ExtensionContext asking, Declaration declaration) {
        Configuration configuration = Configuration.of(asking, declaration);
        EchoServer server = start(
                declaration,
                builder(declaration).journal(Journal.create(configuration.journal())),
                declaration.said().shared());
        return new Scope(root, declaration, configuration, null, server, server.journal());
    }

    /** Makes the scope of a test that uses what its host has; refused while another test does. */
    static Scope createGuest(ExtensionContext context, Declaration declaration, Scope host) {
        Scope scope = new Scope(context, declaration, Configuration.of(context, declaration), host, null, host.journal);
        host.admit(scope);
        return scope;
    }

    boolean isOf(ExtensionContext other) {
        return context == other || context.getUniqueId().equals(other.getUniqueId());
    }

    private void admit(Scope test) {
        Scope other = guest.compareAndExchange(null, test);
        if (other != null) {
            throw new ExtensionConfigurationException(test.title + " cannot use the server of " + owner() + " while "
                    + other.title + " does: neither could tell its connections and messages from the other's. "
                    + "Run them one after the other, with " + lock() + ", or give each test a server of its own: "
                    + wayOut());
        }
        try {
            TestOutcome.requireNoFailures(journal); // of what ran before the first test, which nobody else would tell
            journal.beginWindow(test.title);
        } catch (AssertionError e) {
            release();
            throw e;
        }
    }

    private boolean isShared() {
        return !declaration.said().shared().isEmpty();
    }

    /** Tells whether this scope was made for what is declared now, on a server that has not been replaced meanwhile. */
    boolean isFor(Declaration now) {
        return declaration.said().shared().equals(now.said().shared());
    }

    String title() {
        return title;
    }

    private String owner() {
        String shared = declaration.said().shared();
        return shared.isEmpty() ? "the class " + title : "the name \"" + shared + "\"";
    }

    private String lock() {
        String shared = declaration.said().shared();
        return shared.isEmpty()
                ? "@Execution(SAME_THREAD) or @ResourceLock"
                : "@ResourceLock(\"" + WebSocketExtension.SHARED_LOCK + shared + "\")";
    }

    private String wayOut() {
        return declaration.said().shared().isEmpty()
                ? "ask for it in the test, @BeforeEach, or an instance field, but not in @BeforeAll, a static field,"
                        + " or under PER_CLASS in the constructor."
                : "leave shared out.";
    }

    private void release() {
        journal.beginWindow(title);
        guest.set(null);
    }

    /** The test begins: connections that its host's server has by now stay when it ends. */
    synchronized void begin() {
        begun = true;
        if (host != null && host.hasStarted()) {
            server();
        }
    }

    private synchronized boolean hasStarted() {
        return server != null;
    }

    Configuration configuration() {
        return configuration;
    }

    Journal journal() {
        return journal;
    }

    synchronized EchoServer server() {
        if (host == null) {
            if (server == null) {
                server = start(declaration, builder(declaration).journal(journal), "");
            }
            return server;
        }
        EchoServer hosts = host.server();
        if (begun && window == null) {
            window = host.isShared() ? hosts.openWindow().keepConnections() : hosts.openWindow();
            olderConnections = hosts.connections();
        }
        return hosts;
    }

    /** Fails if something happened that the server's behaviors did not provide for. */
    synchronized void verify() {
        if (host == null ? server != null : window != null) {
            server().verify();
        }
    }

    private static EchoServer.Builder builder(Declaration declaration) {
        Options said = declaration.said();
        EchoServer.Builder builder = EchoServer.builder().port(said.port());
        if (!said.tls() && said.certificate() != ServerCertificate.TRUSTED) {
            throw new ExtensionConfigurationException(declaration + ": certificate = " + said.certificate()
                    + " would be shown over TLS only. Add tls = true.");
        }
        if (said.tls()) {
            String alias = said.aliasHost();
            builder.tls(said.certificate(), alias.isEmpty() ? new String[0] : new String[] {alias});
        }
        if (said.engine() != WebSocketEngine.class) {
            builder.engine(said.engine());
        }
        return builder;
    }

    private static EchoServer start(Declaration declaration, EchoServer.Builder builder, String shared) {
        try {
            return shared.isEmpty() ? builder.start() : builder.shared(shared);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new ExtensionConfigurationException(declaration + ": " + e.getMessage(), e);
        }
    }

    synchronized BrowserPage page(PageName name) {
        if (host != null && host.hasPage(name)) {
            return host.page(name);
        }
        return pages.computeIfAbsent(name, this::newPage);
    }

    private synchronized boolean hasPage(PageName name) {
        return pages.containsKey(name);
    }

    private BrowserPage newPage(PageName name) {
        BrowserPage.Builder page = BrowserPage.builder().journal(journal);
        Options said = declaration.said();
        if (!said.alias().isEmpty()) {
            page.alias(said.alias(), new InetSocketAddress(InetAddress.getLoopbackAddress(), server().port()));
        }
        if (said.tls()) {
            page.trust(server().sslContext());
        }
        name.headers().forEach(header -> addHeader(header, page));
        return page.build();
    }

    private static void addHeader(String header, BrowserPage.Builder page) {
        int colon = header.indexOf(':');
        if (colon < 1) {
            throw new ExtensionConfigurationException(
                    "@Connect(headers = \"" + header + "\") is no header; write it as \"Cookie: session=1\"");
        }
        page.header(header.substring(0, colon), header.substring(colon + 1).strip());
    }

    /** Opens a socket and, unless it is not wanted, waits until it is open. */
    BrowserWebSocket connect(Connection connection) {
        BrowserWebSocket socket = page(connection.page())
                .open(url(connection), connection.protocols().toArray(new String[0]));
        if (connection.open()) {
            assertReadyState(ReadyState.OPEN, socket);
        }
        return socket;
    }

    private String url(Connection connection) {
        if (connection.isForeign()) {
            return connection.url();
        }
        Options said = declaration.said();
        return said.alias().isEmpty()
                ? server().uri(connection.path()).toString()
                : (said.tls() ? "wss://" : "ws://") + said.alias() + connection.path();
    }

    /**
     * Returns what is still open of the connections that came in this scope's time, from clients not of Windsock's. On a
     * server that is shared in the JVM nobody knows whether they are the test's, or of code that outlives it.
     *
     * @param isVerdict whether the test fails for them
     */
    synchronized List<ServerConnection> leftovers(boolean isVerdict) {
        if (isShared()) {
            return List.of();
        }
        EchoServer known = host == null ? server : window == null ? null : host.server();
        return known == null ? List.of() : OpenConnectionsCheck.of(known, olderConnections, isVerdict);
    }

    /** Tells the story of a part of this scope's test. */
    void tell(ExtensionContext part, Optional<Throwable> end) {
        Report.tell(part, end, configuration.timeline(), journal);
    }

    /** Tells the story while it can still be told, then ends everything. */
    @Override
    public synchronized void close() {
        try {
            Report.tell(context, configuration.timeline(), journal);
        } finally {
            end();
        }
    }

    private void end() {
        for (BrowserPage page : pages.values()) {
            page.close();
        }
        if (host != null) {
            if (window != null) {
                window.close();
            }
            host.release();
        } else if (server != null && declaration.said().shared().isEmpty()) {
            server.close();
        }
    }
}
