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
 * Configures how an injected {@link io.github.windsock.client.BrowserWebSocket BrowserWebSocket} connects, on a
 * parameter or a field. It also applies to an injected client of Java-WebSocket, which has no page. It may be used as a
 * meta-annotation.
 *
 * <pre>{@code
 * @Test
 * void greets(@Connect(path = "/chat", protocols = "v2.chat") BrowserWebSocket alice,
 *             @Connect(path = "/chat", protocols = "v2.chat", page = "bob") BrowserWebSocket bob) { … }
 * }</pre>
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Injected
@ExtendWith(WebSocketExtension.class)
public @interface Connect {

    /**
     * Returns the path and query on the server; must not be combined with a {@link #url()}.
     *
     * @return {@code "/"} by default
     */
    String path() default "/";

    /**
     * Returns the URL of another server, used instead of the path. Then the test needs no {@link WithEchoServer}.
     *
     * @return the URL, empty for the scope's echo server
     */
    String url() default "";

    /**
     * Returns the subprotocols to offer.
     *
     * @return none by default
     */
    String[] protocols() default {};

    /**
     * Returns headers of the handshake, such as {@code "Cookie: session=1"}. A page sends the same headers in all its
     * handshakes, so sockets with different headers belong to different pages.
     *
     * @return name and value of each, separated by a colon; none by default
     */
    String[] headers() default {};

    /**
     * Returns the name of the page to which the socket belongs; each name has a page of its own.
     *
     * @return empty for the page of the test
     */
    String page() default "";

    /**
     * Returns whether to wait until the socket is open before the test begins.
     *
     * @return {@code true} by default; with {@code false} the socket may still be {@code CONNECTING}
     */
    boolean open() default true;
}
