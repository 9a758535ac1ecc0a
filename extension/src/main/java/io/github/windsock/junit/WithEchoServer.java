package io.github.windsock.junit;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.WebSocketEngine;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Gives a test an embedded echo server on a free port, and closes it with every socket that was opened through it.
 *
 * <p>Parameters of constructors, life-cycle methods and tests, and fields with {@link Injected}, may have these types.
 * Only what is used is started:
 *
 * <table>
 * <caption>What is injected</caption>
 * <tr><th>type</th><th>value</th></tr>
 * <tr><td>{@link io.github.windsock.client.BrowserWebSocket BrowserWebSocket}</td><td>a client's socket, connected to
 * the server and open; {@link Connect} configures it</td></tr>
 * <tr><td>{@link io.github.windsock.server.EchoServer EchoServer}</td><td>the server</td></tr>
 * <tr><td>{@link io.github.windsock.server.TestClock TestClock}</td><td>the clock of the server. A test's own server
 * runs on it if the test, or a method before or after each test, asks for it; the server of a class, if anything in the
 * class asks for it; a server that the JVM shares, never</td></tr>
 * <tr><td>{@link io.github.windsock.client.BrowserPage BrowserPage}</td><td>the page to which the sockets belong, to
 * open more sockets</td></tr>
 * <tr><td>{@link io.github.windsock.journal.Journal Journal}</td><td>the record of what happened at both ends</td></tr>
 * </table>
 *
 * <table> <caption>The scope of server, page and journal</caption>
 * <tr><th>injected into</th><th>belong to</th></tr>
 * <tr><td>a constructor, an instance field, {@code @BeforeEach}, a test of any kind, {@code @AfterEach}</td><td>the
 * test, the same for all of these; or the class, once that has any</td></tr>
 * <tr><td>{@code @BeforeAll}, {@code @AfterAll}, a static field; a constructor or field of an instance of life cycle
 * {@code PER_CLASS}</td><td>the class, and from then on also its tests and nested classes, unless they have a nearer
 * annotation</td></tr>
 * <tr><td>{@link #shared()}, {@link io.github.windsock.server.EchoServer#shared(String)
 * EchoServer.shared(name)}</td><td>the whole JVM, one server for each name</td></tr>
 * </table>
 *
 * <p>On a server of its class or of the JVM, each test sees its own window of the journal, and its behaviors are undone
 * at its end. Connections that it left open are closed, except on a server of the JVM, where they may belong to code
 * that outlives the test. If JUnit runs tests in parallel, tests on such a server wait for each other. JUnit cannot
 * know about the server beforehand if {@link WebSocketExtension#builder()} names it, or if {@code PER_CLASS} is only
 * the configured default; then the second test is refused.
 *
 * <pre>{@code
 * @WithEchoServer
 * class ChatTests {
 *     @Test
 *     void echoes(BrowserWebSocket socket) {
 *         socket.send("hi");
 *         assertReceived("hi", socket);
 *     }
 * }
 * }</pre>
 *
 * <p>The nearest annotation applies: on the method, the class, or an enclosing class. Superclasses, interfaces and
 * composed annotations count as the class itself.
 *
 * @since 1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(WebSocketExtension.class)
@ResourceLock(
        value = Resources.GLOBAL, // before 5.12 one is due; each test holds this one anyway
        mode = ResourceAccessMode.READ,
        providers = ServerLocks.class)
@API(status = STABLE, since = "1.0")
public @interface WithEchoServer {

    /**
     * Returns a host name that injected sockets and pages map to the server: {@code ws://} URLs with that name work
     * unchanged, without DNS or a network.
     *
     * <p>With a port, such as {@code example.org:8080}, it applies only to URLs with that port. Clients that are not
     * injected do not know the name; give them {@code server.uri()}.
     *
     * @return the name, empty for none
     */
    String alias() default "";

    /**
     * Returns the port to listen on; {@code 0}, the default, picks a free one.
     *
     * @return the port
     */
    int port() default 0;

    /**
     * Returns the name of a server that the whole JVM shares, for code under test that lives longer than a test class,
     * such as a cached Spring context. {@link io.github.windsock.server.EchoServer#shared(String)
     * EchoServer.shared(name)} returns the same server. Each test sees its own window of the journal. Tests use the
     * server one after the other: in parallel runs they hold the resource lock {@value WebSocketExtension#SHARED_LOCK},
     * followed by the name. All that name it must agree on {@link #tls()}, {@link #certificate()} and {@link #engine()},
     * since the first one starts it; a test that does not agree fails.
     *
     * @return the name; empty for a server of the test or class
     */
    String shared() default "";

    /**
     * Returns whether the server uses TLS. Injected sockets and pages trust it; give other clients {@link
     * io.github.windsock.server.EchoServer#sslContext() server.sslContext()}.
     *
     * @return {@code false} by default
     */
    boolean tls() default false;

    /**
     * Returns the server's behavior at the beginning of a test. It applies to injected sockets too; {@link
     * io.github.windsock.server.EchoServer#behave server.behave(..)} in the test applies only to later attempts.
     *
     * <p>Not allowed for a {@link #shared()} server.
     *
     * @return a behavior in its URL form, such as {@code silent} or {@code close?code=3005}; the file of {@code
     *     script?file=login.wsc} is beside the test class; empty by default, for {@code echo}
     * @see io.github.windsock.server.Behaviors#parse(String)
     */
    String behavior() default "";

    /**
     * Returns the kind of certificate that the server presents, also to test clients with bad ones. Other values than
     * the default need {@link #tls()}.
     *
     * @return a trusted one by default
     */
    ServerCertificate certificate() default ServerCertificate.TRUSTED;

    /**
     * Returns the engine of the server, such as {@code JettyEngine.class} of the module {@code windsock-jetty}.
     *
     * @return by default Windsock's own engine, or the one that the system property {@code windsock.engine} names
     */
    Class<? extends WebSocketEngine> engine() default WebSocketEngine.class;

    /**
     * Returns the timeout of waits in this scope.
     *
     * @return such as {@code 500ms} or {@code 3s}; empty for the configuration parameter {@code windsock.timeout}
     */
    String timeout() default "";

    /**
     * Returns what to do about connections that the code under test leaves open.
     *
     * @return by default the value of the configuration parameter {@value WebSocketExtension#LEFTOVERS}
     */
    Leftovers leftovers() default Leftovers.DEFAULT;
}
