package io.github.windsock.server.jetty;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The extension permessage-deflate as server and client agreed on it (RFC 7692). {@link #toString()} is the server's
 * answer, as the header {@code Sec-WebSocket-Extensions} has it.
 */
public final class Deflation {
    private static final String NAME = "permessage-deflate";
    private static final Set<String> WINDOWS = Set.of("8", "9", "10", "11", "12", "13", "14", "15");

    private final StringBuilder answer = new StringBuilder(NAME);
    private boolean serverForgets;
    private boolean clientForgets;
    private boolean serverRefers = true;

    private Deflation() {}

    /**
     * Accepts the first offer that can be accepted.
     *
     * @param offers the values of the request's headers {@code Sec-WebSocket-Extensions}
     * @return what was agreed on, null if nothing was
     */
    public static @Nullable Deflation negotiate(List<String> offers) {
        for (String header : offers) {
            for (String offer : header.split(",", -1)) {
                Deflation accepted = accept(offer);
                if (accepted != null) {
                    return accepted;
                }
            }
        }
        return null;
    }

    private static @Nullable Deflation accept(String offer) {
        String[] parts = offer.split(";", -1);
        if (!parts[0].strip().equalsIgnoreCase(NAME)) {
            return null;
        }
        Deflation deflation = new Deflation();
        Set<String> seen = new HashSet<>();
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            int equals = parameter.indexOf('=');
            String name =
                    (equals < 0 ? parameter : parameter.substring(0, equals).strip()).toLowerCase(Locale.ROOT);
            String value =
                    equals < 0 ? "" : unquote(parameter.substring(equals + 1).strip());
            if (!seen.add(name) || !deflation.take(name, value)) {
                return null;
            }
        }
        return deflation;
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
        return WINDOWS.contains(value);
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
