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
 * Runs a test once with each fault that a server can play. The test takes the fault as a parameter, besides other
 * injected parameters, and sets it as a behavior of its server:
 *
 * <pre>{@code
 * @EveryFault(TRANSPORT)
 * void comes_back_after(EchoServer server, Fault fault) {
 *     server.behave(inTurn(fault, echo()));
 *     try (var feed = new PriceFeed(server.uri()).start()) {
 *         await(server).until(feed::isConnected);
 *     }
 * }
 * }</pre>
 *
 * <p>Use it instead of {@code @Test}. The type of the parameter selects faults too: a {@link
 * io.github.windsock.server.FrameFault FrameFault} leaves out those of the handshake. Each run is a separate test, with
 * its own server and life cycle, and has the name of the fault in its display name. Together with {@link EveryEngine}
 * the test runs with each combination; with {@code @ParameterizedClass}, with each fault for each of its arguments.
 *
 * <p>A selection without faults, an unknown name, and a test without a parameter for the fault are refused before the
 * test begins.
 *
 * @since 1.0
 * @see io.github.windsock.server.Faults
 */
@API(status = EXPERIMENTAL, since = "1.0")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(Dimensions.class)
public @interface EveryFault {

    /**
     * Selects faults by their level.
     *
     * @return the levels of the protocol that are broken; all by default
     */
    FaultLevel[] value() default {};

    /**
     * Selects faults by their names: the names of the methods of {@link io.github.windsock.server.Faults Faults}.
     *
     * @return such as {@code invalidUtf8}, or with {@code *} as a wildcard, such as {@code invalid*}; all by default
     */
    String[] matching() default {};

    /**
     * Leaves out faults, such as those that the code under test need not handle.
     *
     * @return names as for {@link #matching()}; none by default
     */
    String[] except() default {};
}
