package io.github.windsock.junit;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Failure;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Settings;
import io.github.windsock.server.EchoServer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Injects servers, pages, sockets and journals into tests, and ends them with their scope.
 *
 * <p>{@link WithEchoServer} registers it. Register it by hand, with {@code @ExtendWith(WebSocketExtension.class)}, where the
 * code under test is itself a server: then it injects {@link BrowserPage} and {@link Journal}, and sockets whose
 * {@link Connect} names a URL.
 *
 * @since 1.0
 */
public final class WebSocketExtension
        implements ParameterResolver, BeforeEachCallback, AfterTestExecutionCallback, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(WebSocketExtension.class);

    private static final Set<Class<?>> INJECTED =
            Set.of(EchoServer.class, BrowserPage.class, BrowserWebSocket.class, Journal.class);

    /** For JUnit, which makes the extension by reflection. */
    public WebSocketExtension() {}

    /** What is injected into a constructor belongs to the one test that the instance is made for. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return INJECTED.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Connection connection = Connection.of(parameter.findAnnotation(Connect.class));
        requireServer(type, connection, parameter, context);
        Scope scope = scope(context);
        if (type == Journal.class) {
            return scope.journal();
        }
        if (type == EchoServer.class) {
            return scope.server();
        }
        return type == BrowserPage.class ? scope.page("") : scope.connect(connection);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Scope scope = existing(context);
        if (scope != null) {
            scope.enter(context);
        }
    }

    /** Exceptions of listeners were thrown on another thread; here they reach the test that owns them. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        Scope scope = existing(context);
        if (scope == null) {
            return;
        }
        List<Entry> failures = scope.journal().entries().stream()
                .filter(entry -> entry.event().kind() == Kind.FAILURE)
                .toList();
        Optional<Throwable> failed = context.getExecutionException();
        for (Entry entry : failures) {
            AssertionError failure = Failure.of(
                    scope.journal(),
                    entry.party() + ": " + entry.event().summary(),
                    entry.event().detail());
            entry.event().failure().ifPresent(failure::initCause);
            if (failed.isEmpty()) {
                throw failure;
            }
            failed.get().addSuppressed(failure);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Scope scope = existing(context);
        if (scope != null) {
            context.getExecutionException().ifPresent(failure -> Report.tell(context, scope.journal(), failure));
        }
    }

    private static Scope scope(ExtensionContext context) {
        Declaration declaration = Declaration.of(context);
        return store(context)
                .getOrComputeIfAbsent(
                        declaration.where(), key -> new Scope(declaration, settings(context), context), Scope.class);
    }

    private static @Nullable Scope existing(ExtensionContext context) {
        return store(context).get(Declaration.of(context).where(), Scope.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    private static Settings settings(ExtensionContext context) {
        return Settings.of(context::getConfigurationParameter, "a configuration parameter");
    }

    private static void requireServer(
            Class<?> type, Connection connection, ParameterContext parameter, ExtensionContext context) {
        boolean needsServer = type == EchoServer.class
                || (type == BrowserWebSocket.class && connection.url().isEmpty());
        if (needsServer && !Declaration.of(context).hasServer()) {
            throw new ParameterResolutionException("Cannot inject " + type.getSimpleName() + " into ["
                    + parameter.getDeclaringExecutable() + "]: neither it nor a class around it is annotated with "
                    + "@WithEchoServer. Add the annotation"
                    + (type == EchoServer.class ? "." : ", or name a server with @Connect(url = \"ws://…\")."));
        }
    }
}
