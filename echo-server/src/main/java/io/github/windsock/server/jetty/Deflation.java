package io.github.windsock.server.jetty;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The extension permessage-deflate as server and client agreed on it (RFC 7692). {@link #toString()} is the server's
 * answer, as the header {@code Sec-WebSocket-Extensions} has it.
 */
public final class Deflation {
    private static final String NAME = "permessage-deflate";

    private final StringBuilder answer = new StringBuilder(NAME);
    private boolean serverForgets;
    private boolean clientForgets;
    private boolean serverRefers = true;

    private Deflation() {}

    /**
     * Returns the first offer that can be accepted, or nothing.
     *
     * @param offers the values of the request's headers {@code Sec-WebSocket-Extensions}
     */
    public static Optional<Deflation> negotiate(List<String> offers) {
        return offers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .flatMap(offer -> accept(offer).stream())
                .findFirst();
    }

    private static Optional<Deflation> accept(String offer) {
        String[] parts = offer.split(";", -1);
        if (!parts[0].strip().equalsIgnoreCase(NAME)) {
            return Optional.empty();
        }
        Deflation deflation = new Deflation();
        Set<String> seen = new HashSet<>();
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            int equals = parameter.indexOf('=');
            String name =
                    equals < 0 ? parameter : parameter.substring(0, equals).strip();
            String value =
                    equals < 0 ? "" : unquote(parameter.substring(equals + 1).strip());
            if (!seen.add(name.toLowerCase(Locale.ROOT)) || !deflation.take(name.toLowerCase(Locale.ROOT), value)) {
                return Optional.empty();
            }
        }
        return Optional.of(deflation);
    }

    private boolean take(String name, String value) {
        return switch (name) {
            case "server_no_context_takeover" -> {
                serverForgets = true;
                answer.append("; ").append(name);
                yield value.isEmpty();
            }
            case "client_no_context_takeover" -> {
                clientForgets = true;
                answer.append("; ").append(name);
                yield value.isEmpty();
            }
            case "server_max_window_bits" -> {
                serverRefers = value.equals("15");
                answer.append("; ").append(name).append('=').append(value);
                yield isWindow(value);
            }
            // The client says that it could use a smaller window; this server has room for the largest.
            case "client_max_window_bits" -> value.isEmpty() || isWindow(value);
            default -> false;
        };
    }

    private static boolean isWindow(String value) {
        return value.matches("[89]|1[0-5]");
    }

    private static String unquote(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    MessageInflater newInflater() {
        return new MessageInflater(clientForgets);
    }

    MessageDeflater newDeflater() {
        return new MessageDeflater(serverForgets, serverRefers);
    }

    @Override
    public String toString() {
        return answer.toString();
    }
}
