package io.github.windsock.client.internal.handshake;

import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.HandshakeDigest;
import io.github.windsock.internal.wire.PerMessageDeflate;
import io.github.windsock.internal.wire.ResponseHead;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a 101 answer to an opening handshake as a browser does (RFC 6455, section 4.1, and WebSockets Standard). */
public final class HandshakeCheck {
    /** Thrown for an answer that a client must refuse; the message says why. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /** What both ends agreed on; the subprotocol is empty if there is none. */
    public record Agreement(String subprotocol, @Nullable PerMessageDeflate deflate) {
        public String extensions() {
            return deflate == null ? "" : deflate.answer();
        }
    }

    private HandshakeCheck() {}

    public static Agreement check(ResponseHead answer, String key, List<String> subprotocols, boolean offersDeflate)
            throws Refused {
        if (!answer.headers().single("Upgrade").equalsIgnoreCase("websocket")) {
            throw new Refused("the server's Upgrade header is " + shown(answer, "Upgrade") + ", not \"websocket\"");
        }
        if (!answer.headers().hasToken("Connection", "upgrade")) {
            throw new Refused(
                    "the server's Connection header is " + shown(answer, "Connection") + ", without \"Upgrade\"");
        }
        if (!answer.headers().single("Sec-WebSocket-Accept").equals(HandshakeDigest.accept(key))) {
            throw new Refused("the server's Sec-WebSocket-Accept is " + shown(answer, "Sec-WebSocket-Accept")
                    + ", not \"" + HandshakeDigest.accept(key) + "\"");
        }
        return new Agreement(subprotocol(answer, subprotocols), extensions(answer, offersDeflate));
    }

    private static String subprotocol(ResponseHead answer, List<String> offered) throws Refused {
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

    private static @Nullable PerMessageDeflate extensions(ResponseHead answer, boolean offersDeflate) throws Refused {
        List<String> values = answer.headers().getOrDefault("Sec-WebSocket-Extensions", List.of());
        if (values.isEmpty()) {
            return null;
        }
        String text = String.join(", ", values);
        Optional<PerMessageDeflate> agreed = offersDeflate ? PerMessageDeflate.answered(text) : Optional.empty();
        if (agreed.isEmpty()) {
            throw new Refused("the server chose the extensions " + Text.preview(text)
                    + (offersDeflate ? "; offered was " + PerMessageDeflate.OFFER : "; none was offered"));
        }
        return agreed.get();
    }

    private static String shown(ResponseHead answer, String name) {
        List<String> values = answer.headers().getOrDefault(name, List.of());
        return values.isEmpty() ? "missing" : Text.preview(String.join(", ", values));
    }
}
