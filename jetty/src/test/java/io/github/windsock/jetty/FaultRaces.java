package io.github.windsock.jetty;

import io.github.windsock.server.Fault;
import java.util.Set;

/** The cells in which not the fault alone decides, and all that may come of it. All other cells have one way. */
final class FaultRaces {

    private FaultRaces() {}

    /** Returns all that a client may tell, none if that is always the same. */
    static Set<String> of(Fault fault, String client) {
        String name = fault.toString();
        return switch (client) {
            case "JDK" -> jdk(name);
            case "Reactor Netty" -> netty(name);
            default -> Set.of();
        };
    }

    /**
     * A FIN that comes while the client still hands on what came before is missed, or taken at the wrong moment. A part of a
     * frame is handed on as a part of a message, if the FIN leaves time for it.
     */
    private static Set<String> jdk(String fault) {
        if (fault.startsWith("cutAfterBytes")) {
            return Set.of(
                    "open, message, close 1006",
                    "open, message, **no end**",
                    "open, message, InternalError",
                    "open, InternalError");
        }
        return fault.startsWith("cut") || fault.equals("dropConnection()") || fault.equals("halfClose()")
                ? Set.of("open, message, close 1006", "open, message, **no end**", "open, message, InternalError")
                : Set.of();
    }

    /** With its native epoll, which is there on Linux alone, a reset is an exception of Netty's own. */
    private static Set<String> netty(String fault) {
        return switch (fault) {
            case "resetOnAccept()", "resetWithinAnswer()" -> Set.of("SocketException", "NativeIoException");
            case "resetConnection()" -> Set.of("open, message, SocketException", "open, message, NativeIoException");
            default -> Set.of();
        };
    }
}
