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
 * The extension permessage-deflate as both ends agreed on it (RFC 7692, section 7.1).
 *
 * @param answer the server's, as the header {@code Sec-WebSocket-Extensions} has it
 * @param serverForgets whether each message of the server begins with an empty window
 * @param clientForgets the same of the client
 * @param serverWindow how far back the server may refer, as the exponent of a power of two
 * @param clientWindow the same of the client
 */
public record PerMessageDeflate(
        String answer, boolean serverForgets, boolean clientForgets, int serverWindow, int clientWindow) {

    /** What browsers offer. */
    public static final String OFFER = "permessage-deflate; client_max_window_bits";

    private static final String NAME = "permessage-deflate";
    private static final String SERVER_FORGETS = "server_no_context_takeover";
    private static final String CLIENT_FORGETS = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final Set<String> WINDOWS = Set.of("8", "9", "10", "11", "12", "13", "14", "15");
    static final int FULL = 15;
    private static final String NO_VALUE = "";

    /**
     * Accepts the first offer that can be accepted. Names are taken in any case, as in all that a client asks of a server.
     *
     * @param offers the values of the request's headers {@code Sec-WebSocket-Extensions}
     * @return what was agreed on, null if nothing was
     */
    public static @Nullable PerMessageDeflate negotiate(List<String> offers) {
        for (String header : offers) {
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
            // The client says with its window that it could use a smaller one; this server has room for the largest.
            boolean valid = isValid(name, value) || name.equals(CLIENT_WINDOW) && value.equals(NO_VALUE);
            if (valid && !name.equals(CLIENT_WINDOW)) {
                answer.append("; ").append(name).append(value.isEmpty() ? "" : "=" + value);
            }
            return valid && parameters.put(name, value) == null;
        });
        parameters.remove(CLIENT_WINDOW);
        return read ? of(answer.toString(), parameters) : null;
    }

    /**
     * Reads a server's answer to {@link #OFFER}, as strictly as RFC 7692 and browsers do.
     *
     * @param answer all values of {@code Sec-WebSocket-Extensions}
     * @return what was agreed on, empty if it is not an answer to that offer
     */
    public static Optional<PerMessageDeflate> answered(String answer) {
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
                parameters.containsKey(SERVER_FORGETS),
                parameters.containsKey(CLIENT_FORGETS),
                window(parameters.get(SERVER_WINDOW)),
                window(parameters.get(CLIENT_WINDOW)));
    }

    private static int window(@Nullable String value) {
        return value == null ? FULL : Integer.parseInt(value);
    }

    /** Takes a parameter with its value, which is empty if there is none; returns whether it may be there. */
    private interface Taker {
        boolean take(String name, String value);
    }

    private static boolean read(String extension, UnaryOperator<String> fold, Taker taker) {
        String[] parts = extension.split(";", -1);
        if (!fold.apply(parts[0].strip()).equals(NAME)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            int equals = part.indexOf('=');
            String name =
                    fold.apply(equals < 0 ? part : part.substring(0, equals).strip());
            String value =
                    equals < 0 ? NO_VALUE : unquoted(part.substring(equals + 1).strip());
            if (equals >= 0 && value.isEmpty() || !taker.take(name, value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValid(String name, String value) {
        return switch (name) {
            case SERVER_FORGETS, CLIENT_FORGETS -> value.equals(NO_VALUE);
            case SERVER_WINDOW, CLIENT_WINDOW -> WINDOWS.contains(value);
            default -> false;
        };
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /**
     * Returns what inflates the messages of the other end. It has room for the largest window, whatever was agreed on, but
     * refuses what refers to what was to be forgotten.
     *
     * @param role this end
     * @return a new inflater
     */
    public MessageInflater newInflater(Role role) {
        return new MessageInflater(role == Role.SERVER ? clientForgets : serverForgets);
    }

    /**
     * Returns what deflates the messages of this end.
     *
     * @param role this end
     * @return a new deflater
     */
    public MessageDeflater newDeflater(Role role) {
        return role == Role.SERVER
                ? new MessageDeflater(serverForgets, serverWindow)
                : new MessageDeflater(clientForgets, clientWindow);
    }
}
