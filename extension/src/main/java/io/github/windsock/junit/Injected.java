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
 * Marks a field for injection. It gets the same value as a parameter of its type, may be private, and must not be
 * final. {@link Connect} on a field of type {@link io.github.windsock.client.BrowserWebSocket BrowserWebSocket} implies
 * it.
 *
 * <p>An instance field gets what belongs to the test. A static field, or an instance field of a class with the life
 * cycle {@code PER_CLASS}, gets what belongs to the class. Fields of superclasses and enclosing classes are injected
 * too.
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
