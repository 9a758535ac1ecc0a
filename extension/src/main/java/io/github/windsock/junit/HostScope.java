package io.github.windsock.junit;

import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A scope with a server, which lends it to one test at a time. */
abstract sealed class HostScope extends Scope permits OwnScope, SharedScope {

    private final AtomicReference<@Nullable GuestScope> guest = new AtomicReference<>();

    HostScope(ExtensionContext context, Declaration declaration, Configuration configuration, Recorder journal) {
        super(context, declaration, configuration, journal);
    }

    /** Returns the owner of the server, for a message. */
    abstract String owner();

    /** Returns what lets tests run one after the other, for a message. */
    abstract String lock();

    /** Returns how a test gets its own server, for a message. */
    abstract String advice();

    final void admit(GuestScope test) {
        GuestScope other = guest.compareAndExchange(null, test);
        if (other != null) {
            throw new ExtensionConfigurationException(test.title() + " cannot use the server of " + owner() + " while "
                    + other.title() + " does: neither could tell its connections and messages from the other's. "
                    + "Run them one after the other, with " + lock() + ", or give each test a server of its own: "
                    + advice());
        }
        try {
            TestOutcome.requireNoFailures(journal()); // of code before the first test, which no test would report
            journal().beginWindow(test::title);
        } catch (AssertionError e) {
            release();
            throw e;
        }
    }

    final void release() {
        String title = title(); // not this, which the journal of a shared server would keep
        journal().beginWindow(() -> title);
        guest.set(null);
    }

    static EchoServer start(Declaration declaration, Recorder journal, Consumer<EchoServer.Builder> more) {
        Options said = declaration.said();
        try {
            EchoServer.Builder builder = said.toServer().journal(journal);
            more.accept(builder);
            return said.isShared() ? builder.shared(said.shared()) : builder.start();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new ExtensionConfigurationException(declaration + ": " + e.getMessage(), e);
        }
    }
}
