package io.github.windsock.junit;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.journal.Journal;
import io.github.windsock.junit.Injection.InjectionPoint;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.WebSocketEngine;
import io.github.windsock.server.internal.behavior.Invocation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/**
 * Injects servers, pages, sockets and journals into tests, and closes them at the end of their scope.
 *
 * <p>{@link WithEchoServer} registers it. If the code under test is itself a server, register it with {@code
 * @ExtendWith(WebSocketExtension.class)}: then it injects {@link BrowserPage} and {@link Journal}, and sockets whose
 * {@link Connect} has a URL. Or build it, with the same options as the annotation:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final WebSocketExtension WEB_SOCKETS =
 *         WebSocketExtension.builder().alias("echo.websocket.org").tls().build();
 * }</pre>
 *
 * <p>In a static field it applies to the class, and has precedence over an annotation there; in an instance field it
 * applies to the tests of the class, once the instance exists. In both cases, the place that asks for a server decides
 * whether it belongs to the test or the class, as with the annotation.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class WebSocketExtension
        implements ParameterResolver,
                TestInstancePostProcessor,
                BeforeAllCallback,
                BeforeEachCallback,
                AfterTestExecutionCallback,
                AfterEachCallback,
                AfterAllCallback,
                InvocationInterceptor {

    /** The configuration parameter for connections that are left open: {@value}. See {@link Leftovers}. */
    public static final String LEFTOVERS = "windsock.leftovers";

    /**
     * The configuration parameter for when to show a timeline: {@value}. {@code failure}, the default, adds it to
     * failures and writes it to a file beside the test's report; {@code always} does that for each test and also prints
     * it to standard output; {@code never} shows it only in the messages of assertions.
     */
    public static final String TIMELINE = "windsock.timeline";

    /**
     * The configuration parameter for colors of a timeline on standard output: {@value}. {@code auto}, the default,
     * uses colors on a terminal, and follows the environment variables {@code NO_COLOR}, {@code CLICOLOR} and {@code
     * CLICOLOR_FORCE}; output that a build tool captures has no colors, since it goes to files. {@code always} and
     * {@code never} do what they say. Messages of failures and files never have colors.
     */
    public static final String COLOR = "windsock.color";

    /**
     * The prefix of the resource lock of a shared server: {@value}, followed by the server's name. Tests with {@link
     * WithEchoServer#shared()} hold the lock. A test that uses {@code EchoServer.shared("prices")} without the
     * annotation needs {@code @ResourceLock(WebSocketExtension.SHARED_LOCK + "prices")}.
     */
    public static final String SHARED_LOCK = "windsock.shared.";

    private final Optional<Options> options;
    private final Scopes scopes = new Scopes();

    /** For JUnit, which creates the extension by reflection. */
    public WebSocketExtension() {
        this(Optional.empty());
    }

    private WebSocketExtension(Optional<Options> options) {
        this.options = options;
    }

    /**
     * Returns a builder for an extension that gives tests a server, as {@link WithEchoServer} does.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    Optional<Options> options() {
        return options;
    }

    /** Makes what is injected into a constructor belong to the test, not the class. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        boolean isOurs = Injection.isInjected(parameter.getParameter().getType())
                || Injection.CONNECT.isOn(parameter.getParameter());
        if (!isOurs || !isActing(context)) {
            return false;
        }
        if (Injection.isInPlaceOfArgument(parameter)) {
            throw new ParameterResolutionException(
                    InjectionPoint.of(parameter)
                            .refusal(
                                    "@ParameterizedTest puts its first argument there. Put the parameter behind the arguments."));
        }
        return true;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        InjectionPoint place = InjectionPoint.of(parameter);
        Declaration declaration = Declaration.of(context);
        String refusal = place.refusal(declaration);
        if (refusal != null) {
            throw new ParameterResolutionException(refusal);
        }
        return place.resolve(scopes.of(context, declaration));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isActing(context)) {
            Declaration.of(context); // a wrong declaration fails the class once, not each of its tests
            Fields.injectStatic(context.getRequiredTestClass(), context, scopes);
        }
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
        Class<?> type = instance.getClass();
        if ((Declaration.mayBeIn(type) || Fields.hasInstance(type)) && isActing(context)) {
            Declaration.remember(instance, context);
            Fields.injectInstance(instance, context, scopes);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        JupiterVersion.require();
        scopes.begin(context);
    }

    /**
     * Dynamic tests have no life cycle callbacks, and use the scope of their factory; this reports each one's timeline.
     */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        Scope scope = isActing(context) ? scopes.enclosing(context) : null;
        if (scope == null) {
            invocation.proceed();
            return;
        }
        Optional<Throwable> failure = Optional.empty();
        try {
            invocation.proceed();
        } catch (Throwable e) {
            failure = Optional.of(e);
            throw e;
        } finally {
            scope.report(context, failure);
        }
    }

    /** Verifies now: events that come later, while the sockets are closed, are recorded but do not fail the test. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        Scope scope = scopes.existing(context);
        if (scope != null && context.getExecutionException().isEmpty()) {
            scope.verify();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Throwable failure = context.getExecutionException().orElse(null);
        if (failure instanceof NullPointerException empty) {
            ForgottenFields.explain(empty, context.getRequiredTestInstance());
        } else if (failure instanceof ParameterResolutionException unresolved) {
            UninjectedParameters.explain(unresolved);
        }
        report(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (isActing(context)) {
            Fields.releaseStatic(context.getRequiredTestClass(), context);
        }
        report(context);
    }

    private void report(ExtensionContext context) {
        Scope scope = scopes.existing(context);
        scopes.end();
        if (scope != null) {
            TestOutcome.on(scope, context);
        }
    }

    private boolean isActing(ExtensionContext context) {
        JupiterVersion.require();
        return scopes.isActing(context);
    }

    /**
     * Builds the extension with the options of {@link WithEchoServer}. Not thread-safe.
     *
     * @since 1.0
     */
    public static final class Builder {

        private String alias = "";
        private int port;
        private String shared = "";
        private @Nullable ServerCertificate certificate;
        private Class<? extends WebSocketEngine> engine = WebSocketEngine.class;
        private @Nullable Duration timeout;
        private Leftovers leftovers = Leftovers.DEFAULT;
        private @Nullable Consumer<? super EchoServer.Builder> server;

        private Builder() {}

        /**
         * Maps a host name to the server; see {@link WithEchoServer#alias()}.
         *
         * @param alias such as {@code echo.websocket.org}, or {@code example.org:8080}
         * @return this builder
         * @throws IllegalArgumentException if it is not a host name
         */
        public Builder alias(String alias) {
            Options.requireAlias(requireNonNull(alias, "alias must not be null"));
            this.alias = alias;
            return this;
        }

        /**
         * Sets the port; see {@link WithEchoServer#port()}.
         *
         * @param port the port, 0 for a free one
         * @return this builder
         * @throws IllegalArgumentException if it is not between 0 and 65535
         */
        public Builder port(int port) {
            Options.requirePort(port);
            this.port = port;
            return this;
        }

        /**
         * Uses the JVM's shared server of this name; see {@link WithEchoServer#shared()}.
         *
         * @param name the name
         * @return this builder
         * @throws IllegalArgumentException if it is blank
         */
        public Builder shared(String name) {
            Options.requireSharedName(requireNonNull(name, "name must not be null"));
            this.shared = name;
            return this;
        }

        /**
         * Turns on TLS; see {@link WithEchoServer#tls()}.
         *
         * @return this builder
         */
        public Builder tls() {
            return tls(ServerCertificate.TRUSTED);
        }

        /**
         * Turns on TLS with a kind of certificate; see {@link WithEchoServer#certificate()}.
         *
         * @param certificate the kind
         * @return this builder
         */
        public Builder tls(ServerCertificate certificate) {
            this.certificate = requireNonNull(certificate, "certificate must not be null");
            return this;
        }

        /**
         * Sets the engine of the server; see {@link WithEchoServer#engine()}.
         *
         * @param engine such as {@code JettyEngine.class}
         * @return this builder
         */
        public Builder engine(Class<? extends WebSocketEngine> engine) {
            this.engine = requireNonNull(engine, "engine must not be null");
            return this;
        }

        /**
         * Sets the timeout of waits; see {@link WithEchoServer#timeout()}.
         *
         * @param timeout longer than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder timeout(Duration timeout) {
            Options.requirePositive(requireNonNull(timeout, "timeout must not be null"));
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets what to do about connections that are left open; see {@link WithEchoServer#leftovers()}.
         *
         * @param leftovers what to do
         * @return this builder
         */
        public Builder leftovers(Leftovers leftovers) {
            this.leftovers = requireNonNull(leftovers, "leftovers must not be null");
            return this;
        }

        /**
         * Configures what an annotation cannot express, such as a behavior in Java or a limit:
         *
         * <pre>{@code .server(server -> server.behavior(silent()).maxMessageBytes(1000))}</pre>
         *
         * <p>Called for each server before it starts; the extension sets the journal afterwards. Not called if a shared
         * server runs already.
         *
         * @param setUp configures the server's builder; must not start the server
         * @return this builder
         */
        public Builder server(Consumer<? super EchoServer.Builder> setUp) {
            this.server = requireNonNull(setUp, "setUp must not be null");
            return this;
        }

        /**
         * Builds the extension.
         *
         * @return an extension for a field with {@code @RegisterExtension}
         */
        public WebSocketExtension build() {
            return new WebSocketExtension(Optional.of(new Options(
                    alias,
                    port,
                    shared,
                    Optional.ofNullable(certificate),
                    Optional.empty(),
                    engine,
                    Optional.ofNullable(timeout),
                    leftovers,
                    server)));
        }
    }
}
