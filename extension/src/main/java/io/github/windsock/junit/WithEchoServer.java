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

/**
 * Gives a test an embedded echo server on a private port, and ends it with every socket opened through it.
 *
 * <p>Parameters of test classes' constructors, life-cycle methods and tests may be of these types, and so may fields that
 * {@link Injected} marks; only what is asked for is started:
 *
 * <table>
 * <caption>What is injected</caption>
 * <tr><th>type</th><th>what it is</th></tr>
 * <tr><td>{@link io.github.windsock.client.BrowserWebSocket BrowserWebSocket}</td><td>a client's socket, connected to the
 * server and open; {@link Connect} says where to and how</td></tr>
 * <tr><td>{@link io.github.windsock.server.EchoServer EchoServer}</td><td>the server</td></tr>
 * <tr><td>{@link io.github.windsock.server.TestClock TestClock}</td><td>the clock of the server, which runs on it from its
 * start: that of a test if the test, or what runs before or after each, asks for it; that of a class if anything in the class
 * does; never one that is shared in the JVM</td></tr>
 * <tr><td>{@link io.github.windsock.client.BrowserPage BrowserPage}</td><td>the page to which the sockets belong, to open
 * more</td></tr>
 * <tr><td>{@link io.github.windsock.journal.Journal Journal}</td><td>what happened at both ends</td></tr>
 * </table>
 *
 * <table>
 * <caption>Whose server, page and journal these are</caption>
 * <tr><th>asked for by</th><th>are</th></tr>
 * <tr><td>a constructor, an instance field, {@code @BeforeEach}, a test of any kind, {@code @AfterEach}</td><td>the test's
 * own, the same for all of these; or those of its class, once there are any</td></tr>
 * <tr><td>{@code @BeforeAll}, {@code @AfterAll}, a static field; a constructor or field of an instance of life cycle
 * {@code PER_CLASS}</td><td>those of the class, and from then on of its tests and nested classes too, unless they have a
 * nearer annotation</td></tr>
 * <tr><td>{@link #shared()}, {@link io.github.windsock.server.EchoServer#shared(String) EchoServer.shared(name)}</td><td>the
 * server of this name in the whole JVM</td></tr>
 * </table>
 *
 * <p>On a server of its class, or of the JVM, each test sees its own window of the journal; the behaviors in force before it
 * are restored after it. Connections that it left open are closed, but not on a server of the JVM, where they may be of code
 * that outlives the test. Where JUnit runs tests in parallel, those on such a server wait for each other; where JUnit cannot
 * know of it beforehand, because {@link WebSocketExtension#builder()} says what is shared or the life cycle {@code PER_CLASS}
 * is only the configured default, the second one is refused.
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
 * <p>The nearest annotation counts: on the method, on the class, on an enclosing class; superclasses, interfaces and
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
        value = "windsock",
        mode = ResourceAccessMode.READ,
        providers = ServerLocks.class) // before 5.12 a value is due
@API(status = STABLE, since = "1.0")
public @interface WithEchoServer {

    /**
     * Returns a host name that leads to the server, for sockets and pages that are injected: {@code ws://} URLs with that
     * name work as they stand, without DNS and without a network.
     *
     * <p>With a port, such as {@code example.org:8080}, only URLs with that port are led there. Clients other than injected
     * ones do not know the name: give them {@code server.uri()}.
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
     * Returns the name of a server that the whole JVM shares, for code under test that lives longer than a test class, such as
     * a cached Spring context: {@link io.github.windsock.server.EchoServer#shared(String) EchoServer.shared(name)} is the
     * same one. Each test sees its own window of its journal, and tests use it one after the other: in parallel runs they hold
     * the resource lock {@value WebSocketExtension#SHARED_LOCK} with the name behind it.
     *
     * @return the name, empty for a server of the test's, or class's, own
     */
    String shared() default "";

    /**
     * Tells whether the server speaks TLS. Injected sockets and pages trust it; give other clients
     * {@link io.github.windsock.server.EchoServer#sslContext() server.sslContext()}.
     *
     * @return {@code false} by default
     */
    boolean tls() default false;

    /**
     * Returns what the server does before a test says otherwise. An injected socket meets it from its handshake on, as
     * {@link io.github.windsock.server.EchoServer#behave server.behave(..)} in the test holds for later attempts only.
     *
     * <p>A server that is {@link #shared()} has none of its own.
     *
     * @return a behavior as a URL says it, such as {@code silent} or {@code close?code=3005}; the file of {@code
     *     script?file=login.wsc} is beside the test class; by default empty, for {@code echo}
     * @see io.github.windsock.server.Behaviors#parse(String)
     */
    String behavior() default "";

    /**
     * Returns what certificate the server shows over TLS, to test clients with bad ones too. Without {@link #tls()} only the
     * good one may stand here.
     *
     * @return a good one by default
     */
    ServerCertificate certificate() default ServerCertificate.TRUSTED;

    /**
     * Returns what speaks the protocol for the server, such as {@code JettyEngine.class} of the module {@code windsock-jetty}.
     *
     * @return by default Windsock's own engine, or the one that the system property {@code windsock.engine} names
     */
    Class<? extends WebSocketEngine> engine() default WebSocketEngine.class;

    /**
     * Returns the longest time that a wait takes in this scope.
     *
     * @return such as {@code 500ms} or {@code 3s}; empty for that of the configuration parameter {@code windsock.timeout}
     */
    String timeout() default "";

    /**
     * Returns what to do about connections that the code under test leaves open.
     *
     * @return by default what the configuration parameter {@value WebSocketExtension#LEFTOVERS} says
     */
    Leftovers leftovers() default Leftovers.DEFAULT;
}
