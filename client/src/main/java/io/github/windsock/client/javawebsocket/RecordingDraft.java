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
 * A draft that tells a {@link ClientRecording} what passes through it, and changes nothing of it. The library makes a copy for each
 * connection, and only copies see traffic.
 */
final class RecordingDraft extends Draft_6455 {
    private static final Set<String> LIBRARY = Set.of(WebSocketImpl.class.getName(), WebSocketClient.class.getName());

    private static final String CLOSING = "flushAndClose";
    private static final String CLOSED = "closeConnection";
    private static final Set<String> ENDINGS = Set.of(CLOSING, CLOSED);

    private final Recorder journal;
    private final ClientRecording recording;

    /** What is left of the handshake, so that the library calls again when its {@code onOpen} has run. */
    private boolean heldBack;

    /**
     * The buffer of the client's read loop. What has been read of it is overwritten, so that in the end it holds what the
     * client has thrown away unread.
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
    @SuppressWarnings("ByteBufferBackingArray") // the library wraps an array of its own, from its beginning
    public Handshakedata translateHandshake(ByteBuffer bytes) throws InvalidHandshakeException {
        if (buffer.length == 0) {
            buffer = bytes.array(); // later ones may be the library's copies
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

    /** The library calls this when it begins to close and when it has closed, and does not say which. */
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

    /** Returns the methods of the library that are running, the innermost first. */
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
