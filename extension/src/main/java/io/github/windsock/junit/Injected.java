package io.github.windsock.junit;

import static org.apiguardian.api.API.Status.STABLE;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a field that is set to what a parameter of its type would be. It may be private, but not final; {@link Connect} on a
 * field of type {@link io.github.windsock.client.BrowserWebSocket BrowserWebSocket} implies it.
 *
 * <p>An instance field has what belongs to the test, a static one what belongs to the class, and so has an instance field of a
 * class with the life cycle {@code PER_CLASS}. Fields of superclasses and enclosing classes count. A field without the mark
 * is the test's own affair.
 *
 * <pre>{@code
 * @WithEchoServer
 * class ChatTests {
 *     @Injected
 *     static EchoServer server;     // one for the class
 *
 *     @Connect(path = "/chat")
 *     BrowserWebSocket socket;      // one for each test
 * }
 * }</pre>
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
@Target({ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(WebSocketExtension.class)
public @interface Injected {}
