package io.github.windsock.client.javawebsocket;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.FencePings;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.Handshakedata;
import org.jspecify.annotations.Nullable;

/**
 * Records one connection of a client in the journal. Frames of the server come on the client's reading thread; frames
 * of the client, and the end, on any thread.
 */
final class ClientRecording {
    private final Recorder journal;
    private final FrameScanner scanner = new FrameScanner();
    private final MessageCollector incoming;
    private final ThreadFactory waiters;

    // Used by the reading thread only.
    private Handshake handshake = Handshake.of("/", Map.of());

    // All below are guarded by this.
    private final MessageCollector outgoing = new MessageCollector(Integer.MAX_VALUE);
    private @Nullable PartyLog log;
    private @Nullable Entry open;
    private final ClientClosing closing = new ClientClosing();
    private boolean isOver;
    private @Nullable PingSender fences;
    private boolean isDelivering;
    private final List<Runnable> afterDelivery = new ArrayList<>();

    /** A call to the client's own code, until it is closed. */
    interface Delivery extends AutoCloseable {

        /** The client's code has returned. */
        @Override
        void close();
    }

    ClientRecording(Recorder journal, int maxMessage) {
        this(journal, maxMessage, ClientRecording::newWaiter);
    }

    ClientRecording(Recorder journal, int maxMessage, ThreadFactory waiters) {
        this.journal = journal;
        this.incoming = new MessageCollector(maxMessage);
        this.waiters = waiters;
    }

    FrameScanner scanner() {
        return scanner;
    }

    /** Opened on demand, since the library creates more drafts than connections. */
    synchronized PartyLog log() {
        if (log == null) {
            log = journal.openClient();
        }
        return log;
    }

    synchronized Party partyOf(WebSocketClient client) {
        PartyLog known = log();
        PingSender sender = new PingSender(client, this);
        fences = sender;
        known.attach(sender);
        return known;
    }

    // The handshake.

    void connects(ClientHandshake request) {
        handshake = Handshake.of(request.getResourceDescriptor(), headers(request));
        handshake.header("Sec-WebSocket-Key").ifPresent(log()::expect);
        String origin = handshake.header("Origin").orElse("");
        log().record(Events.connect(target(), origin, handshake.offeredSubprotocols()), ReadyState.CONNECTING);
    }

    private String target() {
        String there = handshake.header("Host").orElse("") + handshake.target();
        return Stream.of("ws://", "wss://")
                .map(scheme -> journal.servers().relative(scheme + there))
                .filter(shown -> shown.startsWith("/"))
                .findFirst()
                .orElse(there);
    }

    synchronized void refused(String why) {
        closing.refuse(why);
    }

    /** The client's {@code onOpen} is about to run. */
    synchronized void opens(Handshakedata answer) {
        if (isOver) {
            return;
        }
        handshake = handshake.answered(HttpAnswer.of(101, headers(answer), Payload.EMPTY));
        open = log().begin(Events.open(handshake), ReadyState.OPEN);
    }

    /** The client's {@code onOpen} has run. */
    synchronized void opened() {
        if (open != null) {
            log().handled(open);
            open = null;
        }
    }

    private static Map<String, List<String>> headers(Handshakedata data) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Iterator<String> names = data.iterateHttpFields(); names.hasNext(); ) {
            String name = names.next();
            headers.put(name, List.of(data.getFieldValue(name)));
        }
        return headers;
    }

    // Frames.

    /**
     * The library has read a frame and is about to tell the client. It does so after the end too, if another thread has
     * closed the connection meanwhile. The end is the last of a connection, so only the journal as a whole tells it.
     */
    synchronized Delivery receives(Framedata frame) {
        if (isOver) {
            noteLate(frame);
            return () -> {};
        }
        return switch (frame.getOpcode()) {
            case PING -> control(Kind.PING_RECEIVED, frame);
            case PONG -> control(Kind.PONG_RECEIVED, frame);
            case CLOSING -> receivesClose((CloseFrame) frame);
            default -> incoming.add(frame).map(this::delivers).orElse(() -> {});
        };
    }

    private void noteLate(Framedata frame) {
        if (isData(frame)) {
            incoming.add(frame)
                    .ifPresent(message -> journal.general()
                            .record(Events.note(
                                    "after the end, " + log().name() + " was given " + message,
                                    "another thread closed its connection while it handled a message")));
        }
    }

    private static boolean isData(Framedata frame) {
        Opcode opcode = frame.getOpcode();
        return opcode == Opcode.TEXT || opcode == Opcode.BINARY || opcode == Opcode.CONTINUOUS;
    }

    private Delivery control(Kind kind, Framedata frame) {
        Payload payload = PayloadInternals.adopt(Frames.payload(frame));
        if (!FencePings.isOne(payload)) {
            log().record(Events.control(kind, payload));
        }
        return () -> {};
    }

    private synchronized Delivery delivers(Message message) {
        Entry entry = log().begin(Events.received(message), null);
        isDelivering = true;
        return () -> {
            log().handled(entry);
            delivered();
        };
    }

    private void delivered() {
        List<Runnable> tasks;
        synchronized (this) {
            isDelivering = false;
            tasks = List.copyOf(afterDelivery);
            afterDelivery.clear();
        }
        tasks.forEach(Runnable::run);
    }

    /** Runs a task now, or when the client's own code has returned. */
    void whenDelivered(Runnable task) {
        synchronized (this) {
            if (isDelivering) {
                afterDelivery.add(task);
                return;
            }
        }
        task.run();
    }

    /**
     * Returns whether a frame is the ping of a fence. Listeners do not get it; it shows that earlier frames have been
     * handled.
     */
    boolean takesFence(Framedata frame) {
        Payload payload = Payload.of(frame.getPayloadData().duplicate());
        PingSender sender;
        synchronized (this) {
            sender = fences;
        }
        boolean isFence = frame.getOpcode() == Opcode.PING && sender != null && FencePings.isOne(payload);
        if (isFence && sender != null) {
            FencePings.handled(payload, sender);
        }
        return isFence;
    }

    private synchronized Delivery receivesClose(CloseFrame frame) {
        CloseStatus status = scanner.closed(); // the library's frame has 1000 if there is no status
        closeReceived(status == null ? new CloseStatus(frame.getCloseCode(), "") : status);
        closing.beginAnswer(frame);
        return this::answered;
    }

    private synchronized void answered() {
        closing.endAnswer();
    }

    private void closeReceived(CloseStatus status) {
        if (closing.receive(status)) {
            log().record(Events.closeReceived(status), ReadyState.CLOSING);
        }
    }

    /** The library is about to queue a frame. It does so after the end too, if another thread sends at that moment. */
    synchronized void sends(Framedata frame) {
        if (isOver) {
            return; // it is never sent
        }
        switch (frame.getOpcode()) {
            case PING -> control(Kind.PING_SENT, frame).close();
            case PONG -> control(Kind.PONG_SENT, frame).close();
            case CLOSING -> {
                closing.send((CloseFrame) frame);
                log().record(Events.closeSent(Frames.status(Frames.payload(frame))), ReadyState.CLOSING);
            }
            default -> outgoing.add(frame).ifPresent(message -> log().record(Events.sent(message)));
        }
    }

    // The end.

    /** The library has decided which close it will report at the end of the connection. */
    synchronized void closing() {
        closing.decide();
        log().become(ReadyState.CLOSING);
    }

    /**
     * The client's {@code onClose} has run.
     *
     * @param isOfItself whether the library closed because the connection ended, and not because its user asked for it
     * @param unread bytes that the client received but never read
     * @param isReader whether the current thread is the client's reading thread, which ends after this call
     */
    void ended(boolean isOfItself, byte[] unread, boolean isReader) {
        opened();
        Entry end = end(isOfItself, unread);
        if (end == null) {
            return;
        }
        if (isReader) {
            handledAfter(Thread.currentThread(), end);
        } else {
            log().handled(end);
        }
    }

    private synchronized @Nullable Entry end(boolean isOfItself, byte[] unread) {
        if (isOver) {
            return null;
        }
        isOver = true;
        if (!closing.hasReceived()) {
            readUnread(unread);
        }
        boolean wasOpen = log().handledStates().contains(ReadyState.OPEN);
        String why = closing.why(wasOpen, isOfItself);
        return log().begin(Events.closed(closing.status(), closing.wasClean(), why), ReadyState.CLOSED);
    }

    private void readUnread(byte[] unread) {
        int before = scanner.messages();
        scanner.read(unread, 0, unread.length);
        int dropped = scanner.messages() - before;
        if (dropped > 0) {
            log().record(Events.note(
                    "dropped " + Text.count(dropped, "message"), "the client reads nothing after its own Close frame"));
        }
        CloseStatus status = scanner.closed();
        if (status != null) {
            closeReceived(status);
        }
    }

    /**
     * The library sets its own closed state a moment after the last call that a draft can see. A test that has waited
     * for the end of the party may ask the client for that state at once, so this waits until the client's thread has
     * ended. If there is no thread that could wait, the end is handled now: a test must not wait for it in vain.
     */
    private void handledAfter(Thread reader, Entry end) {
        try {
            waiters.newThread(() -> awaitEnd(reader, end)).start();
        } catch (RuntimeException | Error e) { // such as no memory for a thread
            log().handled(end);
        }
    }

    private static Thread newWaiter(Runnable task) {
        Thread waiter = new Thread(null, task, "windsock-java-websocket", 0, false);
        waiter.setDaemon(true);
        waiter.setContextClassLoader(null);
        return waiter;
    }

    private void awaitEnd(Thread reader, Entry end) {
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nothing here interrupts this thread; the end is recorded in any case
        } finally {
            log().handled(end);
        }
    }
}
