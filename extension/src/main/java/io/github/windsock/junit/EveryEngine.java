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
 * Runs a test once on each engine of the class path: first on Windsock's own, which can play everything, then on each that a
 * module brings, such as the real Jetty of {@code windsock-jetty}.
 *
 * <pre>{@code
 * @EveryEngine
 * void echoes(BrowserWebSocket socket) {
 *     socket.send("hi");
 *     assertReceived("hi", socket);
 * }
 * }</pre>
 *
 * <p>It stands instead of {@code @Test}. The server that is injected runs on the engine; servers that the test makes itself do
 * not. Each run is a test of its own, with its own server and life cycle, and the name of the engine in its display name. With
 * {@link EveryFault} beside it the test runs with each fault on each engine. What an engine cannot play aborts the run, with a
 * sentence that says what is missing.
 *
 * <p>Refused are a class path with no other engine, a test whose server belongs to its class or to the JVM, and one whose
 * {@link WithEchoServer} names an engine.
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
