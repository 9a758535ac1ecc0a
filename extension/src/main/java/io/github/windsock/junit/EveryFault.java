package io.github.windsock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.server.Fault;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test once with each fault that a server can have, one after another. The test takes the fault as a parameter, beside
 * what is injected otherwise, and gives it to its server:
 *
 * <pre>{@code
 * @EveryFault(TransportFault.class)
 * void comes_back_after(EchoServer server, Fault fault) {
 *     server.behave(inTurn(fault, echo()));
 *     try (var feed = new PriceFeed(server.uri()).start()) {
 *         await(server).until(feed::isConnected);
 *     }
 * }
 * }</pre>
 *
 * <p>It stands instead of {@code @Test}. The type of the parameter selects as well: a {@link
 * io.github.windsock.server.FrameFault FrameFault} can be none of the handshake. Each run is a test of its own, with its own
 * server and life cycle, and the name of the fault in its display name. With another annotation of this kind the test runs
 * with each combination; with {@code @ParameterizedClass}, with each fault for each of its arguments.
 *
 * <p>What selects no fault, a name that no fault has, and a test that takes none are refused before the test begins.
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
     * Returns which part of the protocol is broken.
     *
     * @return the kinds of fault, such as {@code FrameFault.class}; none, the default, for all
     */
    Class<? extends Fault>[] value() default {};

    /**
     * Selects faults by their names, which are those of the methods of {@link io.github.windsock.server.Faults Faults}.
     *
     * @return such as {@code invalidUtf8}, or with {@code *} for anything, such as {@code invalid*}; all by default
     */
    String[] matching() default {};

    /**
     * Leaves out faults, such as those that the code under test is not meant to survive.
     *
     * @return names as for {@link #matching()}; none by default
     */
    String[] except() default {};
}
