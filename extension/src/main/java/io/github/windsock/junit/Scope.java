package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;

import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Settings;
import io.github.windsock.server.EchoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What one test, or one class, has: a server, its pages, and the journal of both. Made when somebody asks for it, kept in
 * the store of its context, and closed with that.
 */
final class Scope implements ExtensionContext.Store.CloseableResource, AutoCloseable {

    private final Declaration declaration;
    private final boolean isOfClass;
    private final Journal journal;
    private final Map<String, BrowserPage> pages = new LinkedHashMap<>();
    private @Nullable EchoServer server;

    Scope(Declaration declaration, Settings settings, ExtensionContext context) {
        this.declaration = declaration;
        this.isOfClass = context.getTestMethod().isEmpty();
        this.journal = Journal.create(settings);
        journal.beginWindow(Titles.of(context));
    }

    /** Begins the window of a test; a scope of the test's own has had that window since it was made. */
    void enter(ExtensionContext test) {
        if (isOfClass) {
            journal.beginWindow(Titles.of(test));
        }
    }

    Journal journal() {
        return journal;
    }

    synchronized EchoServer server() {
        if (server == null) {
            server = EchoServer.builder()
                    .port(declaration.port())
                    .journal(journal)
                    .start();
        }
        return server;
    }

    synchronized BrowserPage page(String name) {
        return pages.computeIfAbsent(name, key -> newPage());
    }

    private BrowserPage newPage() {
        BrowserPage.Builder page = BrowserPage.builder().journal(journal);
        if (!declaration.alias().isEmpty()) {
            page.alias(declaration.alias(), new InetSocketAddress(InetAddress.getLoopbackAddress(), server().port()));
        }
        return page.build();
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
        if (!connection.url().isEmpty()) {
            return connection.url();
        }
        return declaration.alias().isEmpty()
                ? server().uri(connection.path()).toString()
                : "ws://" + declaration.alias() + connection.path();
    }

    @Override
    public synchronized void close() {
        pages.values().forEach(BrowserPage::close);
        if (server != null) {
            server.close();
        }
    }
}
