package io.github.windsock.client.javawebsocket;

import io.github.windsock.journal.internal.Recorder;
import java.lang.StackWalker.StackFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ClientHandshakeBuilder;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshake;

/**
 * A draft that passes on to a {@link ClientRecording} what it sees and changes none of it. The library copies the draft
 * for each connection; only copies see traffic.
 */
final class RecordingDraft extends Draft_6455 {
    private static final Set<String> LIBRARY = Set.of(WebSocketImpl.class.getName(), WebSocketClient.class.getName());

    private static final String CLOSING = "flushAndClose";
    private static final String CLOSED = "closeConnection";
    private static final Set<String> ENDINGS = Set.of(CLOSING, CLOSED);

    private final Recorder journal;
    private final ClientRecording recording;

    /**
     * Whether the last byte of the handshake was held back, so that the library calls again when {@code onOpen} has
     * run.
     */
    private boolean heldBack;

    /**
     * The buffer of the client's read loop. Bytes that were read are overwritten, so that at the end it holds only what
     * the client never read.
     */
    private byte[] buffer = {};

    private boolean isCleared;

    RecordingDraft(Recorder journal, Draft_6455 settings) {
        super(settings.getKnownExtensions(), settings.getKnownProtocols(), settings.getMaxFrameSize());
        this.journal = journal;
        this.recording = new ClientRecording(journal, settings.getMaxFrameSize());
    }

    ClientRecording recording() {
        return recording;
    }

    @Override
    public Draft copyInstance() {
        return new RecordingDraft(journal, (Draft_6455) super.copyInstance());
    }

    @Override
    public ClientHandshakeBuilder postProcessHandshakeRequestAsClient(ClientHandshakeBuilder request) {
        ClientHandshakeBuilder complete = super.postProcessHandshakeRequestAsClient(request);
        recording.connects(complete);
        return complete;
    }

    @Override
    @SuppressWarnings("ByteBufferBackingArray") // the library always passes a buffer that wraps an array from offset 0
    public Handshakedata translateHandshake(ByteBuffer bytes) throws InvalidHandshakeException {
        if (buffer.length == 0) {
            buffer = bytes.array(); // later buffers may be copies
        }
        try {
            Handshakedata answer = super.translateHandshake(bytes);
            heldBack = !bytes.hasRemaining();
            if (heldBack) {
                bytes.position(bytes.position() - 1);
            }
            return answer;
        } catch (InvalidHandshakeException e) {
            recording.refused(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @Override
    public HandshakeState acceptHandshakeAsClient(ClientHandshake request, ServerHandshake answer)
            throws InvalidHandshakeException {
        HandshakeState state = super.acceptHandshakeAsClient(request, answer);
        if (state == HandshakeState.MATCHED) {
            recording.opens(answer);
        } else {
            recording.refused("its headers do not answer what the client asked for");
        }
        return state;
    }

    @Override
    public List<Framedata> translateFrame(ByteBuffer bytes) throws InvalidDataException {
        recording.opened();
        if (heldBack) {
            heldBack = false;
            bytes.get();
        }
        byte[] read = new byte[bytes.remaining()];
        bytes.duplicate().get(read);
        recording.scanner().read(read, 0, read.length);
        try {
            return super.translateFrame(bytes);
        } finally {
            Arrays.fill(buffer, FrameScanner.NOTHING);
            isCleared = true;
        }
    }

    @Override
    public void processFrame(WebSocketImpl engine, Framedata frame) throws InvalidDataException {
        if (recording.takesFence(frame)) {
            return;
        }
        ClientRecording.Delivery delivery = recording.receives(frame);
        try {
            super.processFrame(engine, frame);
        } finally {
            delivery.close();
        }
    }

    @Override
    public ByteBuffer createBinaryFrame(Framedata frame) {
        recording.sends(frame);
        return super.createBinaryFrame(frame);
    }

    /**
     * The library calls this when it begins to close and again when it has closed; only the callers tell which it is.
     */
    @Override
    public void reset() {
        super.reset();
        List<String> callers = callers();
        String why = callers.stream().filter(ENDINGS::contains).findFirst().orElse("");
        if (why.equals(CLOSED)) {
            boolean isReader = callers.contains("run");
            byte[] unread = isReader && isCleared ? buffer : new byte[0];
            recording.ended(callers.contains("eot"), unread, isReader);
        } else if (why.equals(CLOSING)) {
            recording.closing();
        }
    }

    /** Returns the library's methods on the stack, the innermost first. */
    private static List<String> callers() {
        return StackWalker.getInstance().walk(frames -> {
            List<String> methods = new ArrayList<>();
            frames.filter(frame -> LIBRARY.contains(frame.getClassName()))
                    .map(StackFrame::getMethodName)
                    .forEach(methods::add);
            return methods;
        });
    }
}
