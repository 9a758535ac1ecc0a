package io.github.windsock.internal.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The negotiated parameters of the extension permessage-deflate (RFC 7692, section 7.1).
 *
 * @param answer the value of {@code Sec-WebSocket-Extensions} in the server's response
 * @param serverNoContextTakeover whether each message of the server begins with an empty window
 * @param clientNoContextTakeover whether each message of the client begins with an empty window
 * @param serverWindowBits the size of the server's window as the exponent of a power of two
 * @param clientWindowBits the size of the client's window as the exponent of a power of two
 */
public record PerMessageDeflate(
        String answer,
        boolean serverNoContextTakeover,
        boolean clientNoContextTakeover,
        int serverWindowBits,
        int clientWindowBits) {

    /** The offer of browsers. */
    public static final String OFFER = "permessage-deflate; client_max_window_bits";

    private static final String NAME = "permessage-deflate";
    private static final String SERVER_NO_CONTEXT_TAKEOVER = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT_TAKEOVER = "client_no_context_takeover";
    private static final String SERVER_MAX_WINDOW_BITS = "server_max_window_bits";
    private static final String CLIENT_MAX_WINDOW_BITS = "client_max_window_bits";
    private static final Set<String> WINDOW_BITS = Set.of("8", "9", "10", "11", "12", "13", "14", "15");
    static final int MAX_WINDOW_BITS = 15;
    private static final String NO_VALUE = "";

    /** The usual result: a browser's offer, accepted without parameters. */
    private static final PerMessageDeflate PLAIN =
            new PerMessageDeflate(NAME, false, false, MAX_WINDOW_BITS, MAX_WINDOW_BITS);

    /**
     * Accepts the first acceptable offer of a client. Names may be in any case.
     *
     * @param offers the values of {@code Sec-WebSocket-Extensions} in the client's request
     * @return the negotiated parameters; null if no offer is acceptable
     */
    public static @Nullable PerMessageDeflate negotiate(List<String> offers) {
        for (String header : offers) {
            if (header.equals(OFFER)) {
                return PLAIN;
            }
            for (String offer : header.split(",", -1)) {
                PerMessageDeflate accepted = accept(offer);
                if (accepted != null) {
                    return accepted;
                }
            }
        }
        return null;
    }

    private static @Nullable PerMessageDeflate accept(String offer) {
        StringBuilder answer = new StringBuilder(NAME);
        Map<String, String> parameters = new HashMap<>();
        boolean read = read(offer, name -> name.toLowerCase(Locale.ROOT), (name, value) -> {
            // The client only says with client_max_window_bits what it supports. The server does not ask for it.
            boolean valid = isValid(name, value) || name.equals(CLIENT_MAX_WINDOW_BITS) && value.equals(NO_VALUE);
            if (valid && !name.equals(CLIENT_MAX_WINDOW_BITS)) {
                answer.append("; ").append(name).append(value.isEmpty() ? "" : "=" + value);
            }
            return valid && parameters.put(name, value) == null;
        });
        parameters.remove(CLIENT_MAX_WINDOW_BITS);
        return read ? of(answer.toString(), parameters) : null;
    }

    /**
     * Parses a server's answer to {@link #OFFER}, as strictly as RFC 7692 requires and browsers do.
     *
     * @param answer the value of {@code Sec-WebSocket-Extensions} in the server's response
     * @return the negotiated parameters; empty if it is not a valid answer to that offer
     */
    public static Optional<PerMessageDeflate> answered(String answer) {
        if (answer.equals(NAME)) {
            return Optional.of(PLAIN);
        }
        Map<String, String> parameters = new HashMap<>();
        boolean read = read(
                answer,
                UnaryOperator.identity(),
                (name, value) -> isValid(name, value) && parameters.put(name, value) == null);
        return read ? Optional.of(of(answer, parameters)) : Optional.empty();
    }

    private static PerMessageDeflate of(String answer, Map<String, String> parameters) {
        return new PerMessageDeflate(
                answer,
                parameters.containsKey(SERVER_NO_CONTEXT_TAKEOVER),
                parameters.containsKey(CLIENT_NO_CONTEXT_TAKEOVER),
                windowBits(parameters.get(SERVER_MAX_WINDOW_BITS)),
                windowBits(parameters.get(CLIENT_MAX_WINDOW_BITS)));
    }

    private static int windowBits(@Nullable String value) {
        return value == null ? MAX_WINDOW_BITS : Integer.parseInt(value);
    }

    /** Receives a parameter, with an empty value if it has none; returns whether it is valid. */
    private interface ParameterConsumer {
        boolean accept(String name, String value);
    }

    private static boolean read(String extension, UnaryOperator<String> fold, ParameterConsumer consumer) {
        String[] parts = extension.split(";", -1);
        if (!fold.apply(HttpToken.trim(parts[0])).equals(NAME)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String part = HttpToken.trim(parts[i]);
            int equals = part.indexOf('=');
            String name = fold.apply(equals < 0 ? part : HttpToken.trim(part.substring(0, equals)));
            String value = equals < 0 ? NO_VALUE : HttpToken.unquoted(HttpToken.trim(part.substring(equals + 1)));
            if (equals >= 0 && value.isEmpty() || !consumer.accept(name, value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValid(String name, String value) {
        return switch (name) {
            case SERVER_NO_CONTEXT_TAKEOVER, CLIENT_NO_CONTEXT_TAKEOVER -> value.equals(NO_VALUE);
            case SERVER_MAX_WINDOW_BITS, CLIENT_MAX_WINDOW_BITS -> WINDOW_BITS.contains(value);
            default -> false;
        };
    }

    /**
     * Returns an inflater for the peer's messages. It always has the largest window, so it does not check the
     * negotiated size; with no context takeover it refuses references to earlier messages.
     *
     * @param role this end
     * @return a new inflater
     */
    public MessageInflater newInflater(Role role) {
        return new MessageInflater(role == Role.SERVER ? clientNoContextTakeover : serverNoContextTakeover);
    }

    /**
     * Returns a deflater for the messages of this end.
     *
     * @param role this end
     * @return a new deflater
     */
    public MessageDeflater newDeflater(Role role) {
        return role == Role.SERVER
                ? new MessageDeflater(serverNoContextTakeover, serverWindowBits)
                : new MessageDeflater(clientNoContextTakeover, clientWindowBits);
    }
}
