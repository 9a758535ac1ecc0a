package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.server.internal.behavior.BrokenRule;
import io.github.windsock.server.internal.behavior.FaultDefinitions;
import io.github.windsock.server.internal.behavior.Invocation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * A behavior that breaks a rule on purpose, so that a test can see how a client takes it. An immutable value, which
 * prints as the Java that makes it. The journal names each fault that is played, so that it is not taken for one of
 * the server's own.
 *
 * <p>A fault is the whole answer to an attempt, or what follows in a chain: {@code echo().times(1).then(invalidUtf8())}. One of
 * frames or of TCP can also be played on an open connection, by {@code ServerConnection.fault}.
 *
 * @see Faults
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public abstract sealed class Fault extends Behavior permits HandshakeFault, FrameFault, TransportFault {

    Fault(Invocation call) {
        super(call);
    }

    /** Returns the fault that a call of the table makes, if it makes one. */
    static Fault of(Invocation call, BrokenRule broken) {
        return switch (broken.kind()) {
            case HANDSHAKE -> new HandshakeFault(call);
            case FRAME -> new FrameFault(call);
            case TRANSPORT -> new TransportFault(call);
        };
    }

    /**
     * Returns all faults of a kind, in the order of the documentation. A fault that takes a value is there with a few
     * values, such as {@code illegalCloseCode(1005)}.
     *
     * @param kind {@code Fault.class} for all there are, or the class of one kind
     * @param <F> the kind
     * @return an immutable list
     */
    public static <F extends Fault> List<F> all(Class<F> kind) {
        requireNonNull(kind, "kind must not be null");
        return FaultDefinitions.calls().stream()
                .map(call -> of(call, call.row().broken().orElseThrow()))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    Invocation call() {
        return (Invocation) plan();
    }

    /**
     * Returns the name in words, with its values, for the name of a test.
     *
     * @return such as {@code invalid utf8} or {@code illegal close code 1005}
     */
    public String name() {
        String words = call().row().name().replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words
                + call().args().values().values().stream()
                        .map(value -> " " + value)
                        .collect(Collectors.joining());
    }

    /**
     * Returns the section of the standard whose rule is broken; for the few that only strain a client, the section that
     * allows them.
     *
     * @return such as {@code RFC 6455 8.1}
     */
    public String rule() {
        return call().row().broken().orElseThrow().citation();
    }
}
