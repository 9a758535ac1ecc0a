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
 * Says where and how an injected {@link io.github.windsock.client.BrowserWebSocket BrowserWebSocket} connects: a parameter, or
 * a field. So it does for an injected client of Java-WebSocket, which has no page. An annotation of your own that bears it says
 * the same.
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
     * Returns the path and query on the server; not together with a {@link #url()}.
     *
     * @return {@code "/"} by default
     */
    String path() default "/";

    /**
     * Returns the URL of another server, used instead of the path. No {@link WithEchoServer} is needed then.
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
     * Returns headers of the handshake, such as {@code "Cookie: session=1"}. A page has the same headers in all its
     * handshakes, so sockets with other headers belong to other pages.
     *
     * @return name and value of each, separated by a colon; none by default
     */
    String[] headers() default {};

    /**
     * Returns the name of the page to which the socket belongs; another name is another browser.
     *
     * @return empty for the page of the test
     */
    String page() default "";

    /**
     * Tells whether to wait until the socket is open before the test begins.
     *
     * @return {@code true} by default; {@code false} injects it in the state CONNECTING
     */
    boolean open() default true;
}
