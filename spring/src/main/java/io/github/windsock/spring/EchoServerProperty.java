package io.github.windsock.spring;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.junit.WebSocketExtension;
import io.github.windsock.junit.internal.SharedServerBy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives the application context of a Spring test an echo server and injects it into the test. The server's URL is a
 * property, set before the context starts.
 *
 * <pre>{@code
 * @SpringBootTest
 * @EchoServerProperty("feed.url")
 * class FeedTests {
 *     @Test
 *     void shows_a_price(EchoServer server, @Autowired Prices prices) {
 *         server.awaitConnection().send("42");                // the application's connection, in each test again
 *         await(server).until(() -> prices.latest() == 42);
 *     }
 * }
 * }</pre>
 *
 * <p>A context has one server for its whole life. Classes that share a cached context share its server; a context that
 * Spring creates anew after {@code @DirtiesContext} has a new one. Each test sees its own window of the server's
 * journal, and its behaviors are undone at its end; the application's connections stay open. If tests run in parallel,
 * classes with the same annotations wait for each other, and so do the tests of each.
 *
 * <p>Beans and fields can get the server with {@code @Autowired}; a parameter of a test needs no annotation. Everything
 * else that {@link io.github.windsock.junit.WithEchoServer WithEchoServer} injects is injected here too; use that
 * annotation beside this one for its {@code alias} and {@code leftovers}. Settings of the journal, such as {@code
 * windsock.timeout}, come from the environment of the context.
 *
 * <p>Annotations of superclasses and interfaces count, and those of enclosing classes unless {@code
 * @NestedTestConfiguration} says otherwise. Several annotations define several properties of one server.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(EchoServerProperty.List.class)
@ExtendWith({SpringExtension.class, WebSocketExtension.class, UnreadProperties.class}) // in this order
@SharedServerBy(ContextServerResolver.class)
@ResourceLock(providers = PropertyLocks.class)
public @interface EchoServerProperty {

    /**
     * Returns the name of the property that the code under test reads.
     *
     * @return such as {@code feed.url}
     */
    String value();

    /**
     * Returns the path and query of the URL.
     *
     * @return begins with a slash; by default empty, for a URL such as {@code ws://127.0.0.1:41233}
     */
    String path() default "";

    /**
     * Returns the server's behavior at the beginning, for an application that connects when it starts.
     *
     * @return a behavior in its URL form, such as {@code silent}; the file of {@code script?file=login.wsc} is beside
     *     the annotated class; empty by default, for {@code echo}
     * @see io.github.windsock.server.Behaviors#parse(String)
     */
    String behavior() default "";

    /**
     * The container for several annotations of a class; the compiler adds it.
     *
     * @since 1.0
     */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Inherited
    @Documented
    @ExtendWith({SpringExtension.class, WebSocketExtension.class, UnreadProperties.class})
    @SharedServerBy(ContextServerResolver.class)
    @ResourceLock(providers = PropertyLocks.class)
    @interface List {

        /**
         * Returns the annotations.
         *
         * @return at least two
         */
        EchoServerProperty[] value();
    }
}
