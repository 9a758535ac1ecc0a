package io.github.windsock.client;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.Text;
import io.github.windsock.internal.transport.ClientTls;
import io.github.windsock.internal.transport.Connector;
import io.github.windsock.internal.wire.CloseCodes;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.ClosingHandshake;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.FrameReader;
import io.github.windsock.internal.wire.MessageAssembler;
import io.github.windsock.internal.wire.MessageInflater;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.internal.wire.PerMessageDeflate;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.internal.wire.ResponseHead;
import io.github.windsock.internal.wire.ResponseHeadReader;
import io.github.windsock.internal.wire.Role;
import io.github.windsock.journal.Durations;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Events;
import io.github.windsock.journal.Fence;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.LoopThread;
import io.github.windsock.journal.PartyLog;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network's side of a socket: handshakes, frames, timers, and how it all ends (RFC 6455). It knows nothing of events
 * and tasks; what a page may notice goes to its {@link Page}, in order.
 *
 * <p>Bytes are read on the transport's thread. What is sent is sent by its caller, under the socket's lock, unless it is large.
 */
final class ClientConnection implements ByteStream.Handler {
    private static final Duration SERVER_ENDS_TCP = Duration.ofSeconds(2);

    /** Nobody but a test looks at the body of a refusal, and a server may never end it. */
    private static final Duration REFUSAL_COMES = Duration.ofMillis(200);

    private static final String RAISE = "; BrowserPage.builder().maxMessageBytes(..) raises it";
    private static final byte[] NOTHING = {};

    private final Object lock;
    private final Limits limits;
    private final Request request;
    private final String key;
    private final PartyLog ledger;
    private final Page page;
    private final @Nullable ClientTls tls;
    private final ResponseHeadReader headReader = new ResponseHeadReader();
    private final FrameSender sender;

    // Written under the lock.
    private int port;
    private Iterator<InetSocketAddress> addresses = List.<InetSocketAddress>of().iterator();
    private volatile @Nullable ByteStream link;
    private @Nullable Runnable timer; // stops it
    private volatile @Nullable Connector connector;
    private boolean opened;
    private boolean abandoned;
    private final ClosingHandshake closing = new ClosingHandshake();
    private boolean over;

    private volatile @Nullable HttpAnswer answer;
    private volatile boolean answersPings = true;

    // Only the transport's thread uses these.
    private @Nullable BodyReader refusal; // of an answer that is no 101
    private @Nullable FrameReader reader; // of an answer that is one
    private @Nullable MessageInflater inflater;
    private final MessageAssembler assembler = new MessageAssembler();
    private boolean closeRead;

    /** What a connection tells its socket; called without the lock. */
    interface Page {
        void established(HttpAnswer answer, HandshakeCheck.Agreement agreement);

        void message(Message message);

        void pong(Payload payload);

        /** The ping of a fence has come, of which a page is told nothing. */
        void fence(Payload payload);

        /** The server's Close frame has come. */
        void closing();

        /** The end; nothing follows. */
        void ended(Ending ending);

        void written(int payloadBytes);
    }

    /**
     * What a page lets its sockets take, in time and size.
     *
     * @param handshake for the answer to the request
     * @param closing for the answer to a Close frame that the system has taken
     * @param taking for the system to take it, while the server reads nothing
     * @param message the bytes of a message that is received
     * @param deflate whether compression is offered
     */
    record Limits(Duration handshake, Duration closing, Duration taking, int message, boolean deflate) {}

    ClientConnection(
            Object lock,
            Limits limits,
            Request request,
            String key,
            PartyLog ledger,
            @Nullable ClientTls tls,
            Page page) {
        this.lock = lock;
        this.limits = limits;
        this.request = request;
        this.key = key;
        this.ledger = ledger;
        this.page = page;
        this.tls = tls;
        sender = new FrameSender(lock);
    }

    /** Begins to connect, to the first of the addresses that listens. */
    void connect(List<InetSocketAddress> candidates) {
        synchronized (lock) {
            if (abandoned || over) {
                return;
            }
            addresses = candidates.iterator();
            connector = Connector.lease(ClientConnection::mark);
            startTimer(limits.handshake, () -> giveUp("the server did not answer the handshake", limits.handshake));
        }
        connectNext();
    }

    private static void mark(Runnable life) {
        LoopThread.run("a thread of the server's engine", life);
    }

    private void connectNext() {
        synchronized (lock) {
            Connector here = connector;
            if (!abandoned && !over && here != null) {
                InetSocketAddress next = addresses.next();
                port = next.getPort();
                link = TransportStream.connect(here, next, tls, this);
                return;
            }
        }
        end(ending(null));
    }

    /** Fails before there was a connection. */
    void failEarly(String why) {
        end(Ending.failed(why));
    }

    Object lock() {
        return lock;
    }

    @Nullable
    HttpAnswer answer() {
        return answer;
    }

    Handshake handshake() {
        Handshake asked = Handshake.of(request.target(), request.headerMap());
        HttpAnswer read = answer;
        return read == null ? asked : asked.answered(read.status(), read.headers());
    }

    // What the page does. Called under the lock.

    /** Sends a message, unless the closing handshake has begun or the end come, of which the page may not have heard yet. */
    void send(Message message, byte[] payload) {
        if (isNotSent(message)) {
            return;
        }
        ledger.record(Events.sent(message.shortened(Journal.WHOLE_PAYLOAD_BYTES)));
        boolean compressed = payload.length > 0; // an empty message only grows by it
        sender.send(
                new Frame(opcode(message), true, compressed, ByteBuffer.wrap(payload)),
                () -> page.written(payload.length));
    }

    private boolean isNotSent(Message message) {
        if (mayNotSend()) {
            ledger.record(Events.note("not sent " + BrowserWebSocket.shown(message), whyNot()));
        }
        return mayNotSend();
    }

    private boolean mayNotSend() {
        return over || !closing.maySendData();
    }

    private String whyNot() {
        return over ? "the connection had ended" : "the Close frame had been sent";
    }

    private static Opcode opcode(Message message) {
        return message.isText() ? Opcode.TEXT : Opcode.BINARY;
    }

    void sendFragments(Message message, int[] sizes) {
        if (isNotSent(message)) {
            return;
        }
        ledger.record(Events.sent(message.shortened(Journal.WHOLE_PAYLOAD_BYTES)));
        byte[] payload = message.bytes();
        int from = 0;
        for (int i = 0; i <= sizes.length; i++) {
            boolean last = i == sizes.length;
            int size = last ? payload.length - from : sizes[i];
            Opcode opcode = i == 0 ? opcode(message) : Opcode.CONTINUATION;
            Frame frame = new Frame(opcode, last, false, ByteBuffer.wrap(payload, from, size));
            sender.send(frame, last ? () -> page.written(payload.length) : () -> {});
            from += size;
        }
    }

    /** Stops or resumes reading from the server. */
    void pauseReading(boolean pause) {
        ByteStream here = link;
        if (here != null) {
            here.pauseReading(pause);
        }
    }

    void answerPings(boolean answered) {
        answersPings = answered;
    }

    void ping(Payload payload) {
        if (mayNotSend()) {
            ledger.record(Events.note("not sent ping " + payload, whyNot()));
            return;
        }
        ledger.record(Events.control(Kind.PING_SENT, payload));
        sender.send(Frame.control(Opcode.PING, payload.asByteBuffer()), () -> {});
    }

    /** Sends a ping that is no deed of the page's; returns whether one may be sent still. */
    boolean sendFence(Payload fence) {
        if (over || !closing.maySendData()) {
            return false;
        }
        sender.send(Frame.control(Opcode.PING, fence.asByteBuffer()), () -> {});
        return true;
    }

    /** Sends a Close frame, unless the answer to the server's has gone out already, and takes the state with it. */
    void close(CloseStatus status) {
        if (mayNotSend()) {
            ledger.become(ReadyState.CLOSING);
            return;
        }
        ledger.record(Events.closeSent(status), ReadyState.CLOSING);
        sendClose(new CloseFrame(status.code(), status.reason()));
        if (closing.isWritten()) {
            awaitAnswer();
        } else {
            awaitTaking(limits.taking);
        }
    }

    private void awaitTaking(Duration time) {
        startTimer(time, () -> giveUp("the server did not take the Close frame", time));
    }

    /** The page is left: nobody waits for a server that reads nothing. Called under the lock. */
    void waitNoLonger() {
        if (!over && closing.isSent() && !closing.isWritten() && closing.received() == null) {
            awaitTaking(limits.closing);
        }
    }

    /** The time for an answer begins when the server can have read what it is to answer. */
    private void awaitAnswer() {
        if (!over && closing.received() == null) {
            startTimer(limits.closing, () -> giveUp("the server did not answer the Close frame", limits.closing));
        }
    }

    /**
     * Gives up a connection that the page closed before it was open; returns whether its end is going to be reported. A
     * server that has accepted already is told that the page goes away, as by Chromium (RFC 6455, section 7.1.7).
     */
    boolean abandon() {
        abandoned = true;
        ByteStream here = link;
        Connector io = connector;
        if (opened && io != null) {
            CloseStatus goingAway = new CloseStatus(1001, "");
            ledger.record(Events.closeSent(goingAway));
            sendClose(new CloseFrame(goingAway.code(), goingAway.reason()));
            io.execute(() -> end(ending(null)));
        } else if (here != null) {
            here.abort(false);
        }
        return here != null;
    }

    void abort(String why) {
        closing.abandon(why);
        ByteStream here = link;
        if (here != null) {
            here.abort(true);
        }
    }

    // What the link says, on the transport's thread.

    @Override
    public void connected(ByteStream connected) {
        synchronized (lock) {
            link = connected;
            if (!over) {
                ledger.expect(key);
                sender.linkTo(connected);
                sender.sendRaw(request.text().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        if (isOver()) {
            return; // thrown away until the server ends its side
        }
        try {
            if (refusal != null) {
                readRefusal(refusal, bytes);
            } else if (opened || readAnswer(bytes)) {
                readFrames(bytes);
            }
        } catch (ResponseHead.Malformed e) {
            fail(e.getMessage() + (e.excerpt().isEmpty() ? "" : ": " + Text.preview(e.excerpt())));
        } catch (HandshakeCheck.Refused e) {
            fail(String.valueOf(e.getMessage()));
        } catch (ProtocolViolation e) {
            violated(e);
        }
    }

    @Override
    public void ended(@Nullable IOException cause) {
        boolean next;
        synchronized (lock) {
            next = !over
                    && !opened
                    && !abandoned
                    && closing.outcome().why().isEmpty()
                    && addresses.hasNext()
                    && answer == null
                    && cause instanceof ConnectException;
        }
        if (next) {
            connectNext();
        } else {
            end(ending(cause));
        }
    }

    /** Returns whether the answer is complete and good; frames may follow in the same bytes. */
    private boolean readAnswer(ByteBuffer bytes) throws ResponseHead.Malformed, HandshakeCheck.Refused {
        ResponseHead head = headReader.read(bytes);
        if (head == null) {
            return false;
        }
        HttpAnswer read = new HttpAnswer(head.status(), head.reason(), head.headers(), NOTHING);
        answer = read;
        if (read.status() != 101) {
            refusal = new BodyReader(read.headers(), read.status());
            synchronized (lock) {
                startTimer(REFUSAL_COMES, () -> end(refused()));
            }
            readRefusal(refusal, bytes);
            return false;
        }
        HandshakeCheck.Agreement agreement = HandshakeCheck.check(read, key, request.subprotocols(), limits.deflate);
        synchronized (lock) {
            if (abandoned || over) {
                return false;
            }
            stopTimer();
            opened = true;
            readFramesAs(agreement.deflate());
        }
        page.established(read, agreement);
        return true;
    }

    private void readRefusal(BodyReader body, ByteBuffer bytes) {
        HttpAnswer read = answer;
        boolean complete = body.read(bytes);
        if (read != null) {
            answer = read.withBody(body.soFar());
        }
        if (complete) {
            end(refused());
        }
    }

    private Ending refused() {
        return Ending.failed("the server answered " + answer);
    }

    // What the frames say, on the transport's thread.

    private void readFramesAs(@Nullable PerMessageDeflate agreed) {
        if (agreed != null) {
            sender.compressAs(agreed);
            inflater = agreed.newInflater(Role.CLIENT);
        }
        reader = new FrameReader(Role.CLIENT, limits.message, CloseCodes.ALL_BUT_RESERVED, inflater);
    }

    /** Hands each frame on as soon as it is whole. What follows a Close frame is thrown away (RFC 6455, section 1.4). */
    private void readFrames(ByteBuffer bytes) throws ProtocolViolation {
        FrameReader frames = reader;
        while (frames != null && !closeRead) {
            Frame frame = frames.next(bytes);
            if (frame == null) {
                return;
            }
            take(frame);
        }
    }

    private void take(Frame frame) {
        switch (frame.opcode()) {
            case PING -> ping(frame);
            case PONG -> page.pong(Payload.adopt(frame.bytes()));
            case CLOSE -> close(CloseFrame.read(frame.payload()));
            case CONTINUATION, TEXT, BINARY -> {
                Frame whole = assembler.add(frame);
                if (whole != null) {
                    Payload payload = Payload.adopt(whole.bytes());
                    page.message(whole.opcode() == Opcode.TEXT ? Message.text(payload) : Message.binary(payload));
                }
            }
        }
    }

    private void ping(Frame ping) {
        Payload payload = Payload.adopt(ping.bytes());
        if (Fence.isOne(payload)) {
            page.fence(payload);
            return;
        }
        ledger.record(Events.control(Kind.PING_RECEIVED, payload));
        synchronized (lock) {
            if (!over && answersPings && closing.maySendPong()) {
                ledger.record(Events.control(Kind.PONG_SENT, payload));
                sender.send(Frame.control(Opcode.PONG, ping.payload()), () -> {});
            }
        }
    }

    private void close(CloseFrame close) {
        closeRead = true;
        CloseStatus status = new CloseStatus(close.code(), close.reason());
        synchronized (lock) {
            if (over) {
                return;
            }
            ledger.record(Events.closeReceived(status));
            closing.receive(close);
            if (closing.maySendData()) {
                ledger.record(Events.closeSent(status));
                sendClose(close);
            }
            startTimer(SERVER_ENDS_TCP, this::endAfterHandshake);
        }
        page.closing();
    }

    // How it ends.

    private void violated(ProtocolViolation violation) {
        synchronized (lock) {
            if (!over && closing.maySendData()) {
                ledger.record(Events.closeSent(new CloseStatus(violation.code(), violation.reason())));
                sendClose(new CloseFrame(violation.code(), violation.reason()));
            }
        }
        fail(violation.isTooBig() ? violation.reason() + RAISE : violation.reason());
    }

    private String whyNobodyListens() {
        return ledger.journal()
                .outage(port)
                .map(why -> "connection refused: " + why)
                .orElse("connection refused");
    }

    private void fail(String why) {
        end(Ending.failed(why));
    }

    private void endAfterHandshake() {
        end(ending(null));
    }

    private void giveUp(String what, Duration after) {
        synchronized (lock) {
            closing.timeOut(what + " within " + Durations.format(after));
        }
        end(ending(null));
    }

    private Ending ending(@Nullable IOException cause) {
        synchronized (lock) {
            ClosingHandshake.Outcome outcome = closing.outcome();
            CloseFrame received = closing.received();
            if (received != null) {
                CloseStatus status = new CloseStatus(received.code(), received.reason());
                return new Ending(
                        false,
                        status,
                        outcome.clean(),
                        outcome.clean() ? "" : "the server did not take the answer to its Close frame");
            }
            if (abandoned) {
                return Ending.failed("closed by the page before it was open");
            }
            if (refusal != null) {
                return refused();
            }
            if (outcome.timedOut() && opened) {
                return new Ending(false, CloseStatus.ABNORMAL, false, "no Close frame arrived: " + outcome.why());
            }
            if (!outcome.why().isEmpty()) {
                return Ending.failed(outcome.why());
            }
            return cause instanceof ConnectException ? Ending.failed(whyNobodyListens()) : Ending.lost(cause, opened);
        }
    }

    private boolean isOver() {
        synchronized (lock) {
            return over;
        }
    }

    /** Ends everything, once. */
    private void end(Ending ending) {
        Connector leased;
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
            stopTimer();
            leased = connector;
            sender.end();
            if (inflater != null) {
                inflater.close();
            }
        }
        if (leased != null) {
            leased.release();
        }
        page.ended(ending);
    }

    private void sendClose(CloseFrame close) {
        if (closing.send()) {
            sender.send(close.frame(), this::closeWritten);
        }
    }

    /** Also called under a lock of the link's, by who writes what was left: so the socket's lock is not taken here. */
    private void closeWritten() {
        closing.written();
        Connector io = connector;
        if (!Thread.holdsLock(lock) && io != null) {
            io.execute(() -> {
                synchronized (lock) {
                    awaitAnswer();
                }
            });
        }
    }

    private void startTimer(Duration delay, Runnable task) {
        stopTimer();
        Connector here = connector;
        if (here != null) {
            timer = here.schedule(delay, task);
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.run();
            timer = null;
        }
    }
}
