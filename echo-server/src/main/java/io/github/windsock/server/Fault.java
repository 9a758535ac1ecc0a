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
 * A behavior that breaks a rule of the protocol on purpose, to test how a client reacts. Immutable; it prints as the
 * Java expression that creates it. The journal names each fault, so that nobody takes it for a bug of the server.
 *
 * <p>A fault can be a whole behavior or a part of a chain: {@code echo().times(1).then(invalidUtf8())}. Faults of
 * frames and of TCP can also be played on an open connection with {@code ServerConnection.fault}.
 *
 * @see Faults
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public abstract sealed class Fault extends Behavior permits HandshakeFault, FrameFault, TransportFault {

    Fault(Invocation call) {
        super(call);
    }

    /** Returns the fault for a call of a definition that breaks a rule. */
    static Fault of(Invocation call, BrokenRule broken) {
        return switch (broken.level()) {
            case HANDSHAKE -> new HandshakeFault(call);
            case FRAME -> new FrameFault(call);
            case TRANSPORT -> new TransportFault(call);
        };
    }

    /**
     * Returns all faults of a kind, in the order of the documentation. Faults with a parameter are included with
     * several values, such as {@code illegalCloseCode(1005)}.
     *
     * @param kind {@code Fault.class} for all faults, or the class of one kind
     * @param <F> the kind
     * @return an immutable list
     */
    public static <F extends Fault> List<F> all(Class<F> kind) {
        requireNonNull(kind, "kind must not be null");
        return FaultDefinitions.calls().stream()
                .map(call -> of(call, call.definition().broken().orElseThrow()))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    Invocation call() {
        return (Invocation) plan();
    }

    /**
     * Returns the name of the fault with its values, for names of tests.
     *
     * @return the name, such as {@code invalid utf8} or {@code illegal close code 1005}
     */
    public String name() {
        String words = call().definition().name().replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words
                + call().args().values().values().stream()
                        .map(value -> " " + value)
                        .collect(Collectors.joining());
    }

    /**
     * Returns the section of the standard whose rule is broken. For the few faults that break no rule and only strain a
     * client, it is the section that allows them.
     *
     * @return the section, such as {@code RFC 6455 8.1}
     */
    public String rule() {
        return call().definition().broken().orElseThrow().citation();
    }
}
