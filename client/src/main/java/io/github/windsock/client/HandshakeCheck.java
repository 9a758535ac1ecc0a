package io.github.windsock.client;

import io.github.windsock.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Judges an answer 101 to an opening handshake as RFC 6455 section 4.1 and the WebSockets standard tell a browser to. */
final class HandshakeCheck {
    private static final MessageDigest SHA_1 = sha1(); // looked up once
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** An answer that is no agreement; the message says why not. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /** What both ends agreed on, as a page sees it: empty strings where nothing was. */
    record Agreement(String subprotocol, Deflate.Agreement deflate) {}

    private HandshakeCheck() {}

    static String newKey() {
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce); // it tells answers apart and keeps no secret
        return Base64.getEncoder().encodeToString(nonce);
    }

    static Agreement check(HttpAnswer answer, String key, List<String> subprotocols, boolean offersDeflate)
            throws Refused {
        if (!single(answer, "Upgrade").equalsIgnoreCase("websocket")) {
            throw new Refused("the server's Upgrade header is " + shown(answer, "Upgrade") + ", not \"websocket\"");
        }
        if (!hasToken(answer, "Connection", "upgrade")) {
            throw new Refused(
                    "the server's Connection header is " + shown(answer, "Connection") + ", without \"Upgrade\"");
        }
        if (!single(answer, "Sec-WebSocket-Accept").equals(acceptFor(key))) {
            throw new Refused("the server's Sec-WebSocket-Accept is " + shown(answer, "Sec-WebSocket-Accept")
                    + ", not \"" + acceptFor(key) + "\"");
        }
        return new Agreement(subprotocol(answer, subprotocols), extensions(answer, offersDeflate));
    }

    private static String subprotocol(HttpAnswer answer, List<String> offered) throws Refused {
        List<String> values = answer.headers().getOrDefault("Sec-WebSocket-Protocol", List.of());
        if (values.isEmpty() && offered.isEmpty()) {
            return "";
        }
        if (values.isEmpty()) {
            throw new Refused("the server chose none of the subprotocols " + String.join(", ", offered));
        }
        if (values.size() > 1 || !offered.contains(values.get(0))) {
            String offer = offered.isEmpty() ? "none was offered" : "offered were " + String.join(", ", offered);
            throw new Refused(
                    "the server chose the subprotocol " + shown(answer, "Sec-WebSocket-Protocol") + "; " + offer);
        }
        return values.get(0);
    }

    private static Deflate.Agreement extensions(HttpAnswer answer, boolean offersDeflate) throws Refused {
        List<String> values = answer.headers().getOrDefault("Sec-WebSocket-Extensions", List.of());
        if (values.isEmpty()) {
            return Deflate.Agreement.NONE;
        }
        String text = String.join(", ", values);
        return Deflate.Agreement.parse(text, offersDeflate)
                .orElseThrow(() -> new Refused("the server chose the extensions " + Text.preview(text)
                        + (offersDeflate ? "; offered was " + Deflate.OFFER : "; none was offered")));
    }

    private static boolean hasToken(HttpAnswer answer, String name, String token) {
        for (String value : answer.headers().getOrDefault(name, List.of())) {
            for (String part : value.split(",", -1)) {
                if (part.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the value of a header that may stand once only; empty if it does not. */
    private static String single(HttpAnswer answer, String name) {
        List<String> values = answer.headers().getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : "";
    }

    private static String shown(HttpAnswer answer, String name) {
        List<String> values = answer.headers().getOrDefault(name, List.of());
        return values.isEmpty() ? "missing" : Text.preview(String.join(", ", values));
    }

    private static String acceptFor(String key) {
        byte[] hash;
        synchronized (SHA_1) {
            hash = SHA_1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
        }
        return Base64.getEncoder().encodeToString(hash);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }
}
