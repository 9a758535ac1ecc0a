package io.github.windsock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test once on each engine of the class path: first on Windsock's own, which supports everything, then on those
 * of other modules, such as the real Jetty of {@code windsock-jetty}.
 *
 * <pre>{@code
 * @EveryEngine
 * void echoes(BrowserWebSocket socket) {
 *     socket.send("hi");
 *     assertReceived("hi", socket);
 * }
 * }</pre>
 *
 * <p>Use it instead of {@code @Test}. The injected server runs on the engine; servers that the test creates itself do
 * not. Each run is a separate test, with its own server and life cycle, and has the name of the engine in its display
 * name. Together with {@link EveryFault} the test runs with each fault on each engine. If an engine cannot play
 * something, the run is aborted with a message that says what is missing.
 *
 * <p>The run fails if the class path has no other engine, if the server belongs to the class or the JVM, or if {@link
 * WithEchoServer} names an engine.
 *
 * @since 1.0
 * @see io.github.windsock.server.WebSocketEngine
 */
@API(status = EXPERIMENTAL, since = "1.0")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(Dimensions.class)
public @interface EveryEngine {}
