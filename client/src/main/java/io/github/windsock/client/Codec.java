package io.github.windsock.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.enums.Opcode;
import org.java_websocket.enums.Role;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.FramedataImpl1;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.HandshakeImpl1Server;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/**
 * The one place where Java-WebSocket is used: its engine without its threads, and with a browser's strictness.
 *
 * <p>{@link WebSocketImpl} keeps what a connection may do and encodes and masks frames; it has no channel, so whatever it
 * wants to write comes out here. Reading is left to {@link FrameReader}. All sending is to be done under one lock of the
 * caller's: the engine does not serialize it.
 */
final class Codec {
    private final WebSocketImpl engine;
    private final BrowserDraft draft;

    /**
     * Creates the codec of one connection.
     *
     * @param output takes over each buffer that is to go to the server
     */
    Codec(Request request, FrameReader reader, Consumer<ByteBuffer> output) {
        draft = new BrowserDraft(request, reader);
        engine = new WebSocketImpl(new Output(output), draft);
    }

    /** Sends the request of the opening handshake. */
    void startHandshake() {
        HandshakeImpl1Client handshake = new HandshakeImpl1Client();
        handshake.setResourceDescriptor(draft.request.target());
        try {
            engine.startHandshake(handshake);
        } catch (InvalidHandshakeException e) {
            throw new IllegalStateException("Java-WebSocket refused to send the handshake", e);
        }
    }

    /** Goes on to frames, after an answer that {@link HandshakeCheck} has found good. */
    void open(HttpAnswer answer) {
        draft.answer = answer;
        engine.decode(ByteBuffer.wrap(new byte[1])); // its content is not looked at: the answer has been read already
        if (!engine.isOpen()) {
            throw new IllegalStateException("Java-WebSocket did not open on " + answer);
        }
    }

    /** Takes bytes of frames; {@link FrameReader} hands on what they say. */
    void receive(ByteBuffer bytes) throws Violation {
        if (!bytes.hasRemaining()) {
            return;
        }
        engine.decode(bytes);
        Violation violation = draft.violation;
        if (violation != null) {
            throw violation;
        }
    }

    /** Sends a whole message; a compressed one is marked so. */
    void message(boolean text, byte[] payload, boolean compressed) {
        Frame frame = new Frame(text ? Opcode.TEXT : Opcode.BINARY, payload, true);
        frame.setRSV1(compressed);
        engine.sendFrame(frame);
    }

    /** Sends one frame of a message in several; the first is no continuation. */
    void fragment(boolean text, boolean first, byte[] payload, boolean last) {
        send(first ? text ? Opcode.TEXT : Opcode.BINARY : Opcode.CONTINUOUS, payload, last);
    }

    void ping(byte[] payload) {
        send(Opcode.PING, payload, true);
    }

    void pong(byte[] payload) {
        send(Opcode.PONG, payload, true);
    }

    void close(byte[] body) {
        send(Opcode.CLOSING, body, true);
    }

    /** Ends the engine; what is sent afterwards is an error. */
    void end() {
        engine.closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
    }

    private void send(Opcode opcode, byte[] payload, boolean last) {
        engine.sendFrame(new Frame(opcode, payload, last));
    }

    /** A frame of bytes that have been checked before. */
    private static final class Frame extends FramedataImpl1 {
        Frame(Opcode opcode, byte[] payload, boolean last) {
            super(opcode);
            setPayload(ByteBuffer.wrap(payload));
            setFin(last);
            setTransferemasked(true);
        }

        @Override
        public void isValid() {
            // The callers of this room build only valid frames.
        }
    }

    /** Takes the engine's output; its other callbacks have nothing to say that was not known here before. */
    private static final class Output extends WebSocketAdapter {
        private final Consumer<ByteBuffer> output;

        Output(Consumer<ByteBuffer> output) {
            this.output = output;
        }

        @Override
        public void onWriteDemand(WebSocket engine) {
            ByteBuffer bytes = ((WebSocketImpl) engine).outQueue.poll();
            if (bytes != null) {
                output.accept(bytes);
            }
        }

        @Override
        public void onWebsocketMessage(WebSocket engine, String message) {
            // FrameReader hands messages on.
        }

        @Override
        public void onWebsocketMessage(WebSocket engine, ByteBuffer blob) {
            // FrameReader hands messages on.
        }

        @Override
        public void onWebsocketOpen(WebSocket engine, Handshakedata handshake) {
            // Codec.open is the cause.
        }

        @Override
        public void onWebsocketClose(WebSocket engine, int code, String reason, boolean remote) {
            // Codec.end is the cause.
        }

        @Override
        public void onWebsocketClosing(WebSocket engine, int code, String reason, boolean remote) {
            // Codec.end is the cause.
        }

        @Override
        public void onWebsocketCloseInitiated(WebSocket engine, int code, String reason) {
            // Close frames are sent as frames; the engine never closes by itself.
        }

        @Override
        public void onWebsocketError(WebSocket engine, Exception failure) {
            throw new IllegalStateException("Java-WebSocket failed unexpectedly", failure);
        }

        @Override
        public java.net.@Nullable InetSocketAddress getLocalSocketAddress(WebSocket engine) {
            return null;
        }

        @Override
        public java.net.@Nullable InetSocketAddress getRemoteSocketAddress(WebSocket engine) {
            return null;
        }
    }

    /** RFC 6455 as Java-WebSocket has it, with the request, the answer and the frames read by this room's own code. */
    private static final class BrowserDraft extends Draft_6455 {
        private final Request request;
        private final FrameReader reader;
        private @Nullable HttpAnswer answer;
        private @Nullable Violation violation;

        BrowserDraft(Request request, FrameReader reader) {
            this.request = request;
            this.reader = reader;
            setParseMode(Role.CLIENT);
        }

        /** The engine asks for a copy; there is one draft for each connection, made for it. */
        @Override
        public Draft copyInstance() {
            return this;
        }

        @Override
        public List<ByteBuffer> createHandshake(Handshakedata handshake, boolean withContent) {
            return List.of(ByteBuffer.wrap(request.text().getBytes(StandardCharsets.ISO_8859_1)));
        }

        @Override
        public Handshakedata translateHandshake(ByteBuffer bytes) throws InvalidHandshakeException {
            HttpAnswer read = answer;
            if (read == null) {
                throw new InvalidHandshakeException("no answer has been read");
            }
            bytes.position(bytes.limit());
            HandshakeImpl1Server handshake = new HandshakeImpl1Server();
            handshake.setHttpStatus((short) read.status());
            handshake.setHttpStatusMessage(read.reason());
            return handshake;
        }

        @Override
        public HandshakeState acceptHandshakeAsClient(ClientHandshake sent, ServerHandshake received) {
            return HandshakeState.MATCHED; // HandshakeCheck has looked
        }

        @Override
        public List<Framedata> translateFrame(ByteBuffer bytes) {
            try {
                reader.read(bytes);
            } catch (Violation e) {
                violation = e;
            }
            return List.of();
        }

        // Drafts are compared by nobody here; identity is what they have.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "browser draft for %s", request.target());
        }
    }
}
