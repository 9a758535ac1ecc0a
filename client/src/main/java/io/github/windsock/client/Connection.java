package io.github.windsock.client;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Durations;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Events;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.PartyLog;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network's side of a socket: handshakes, frames, timers, and how it all ends (RFC 6455). It knows nothing of events
 * and tasks; what a page may notice goes to its {@link Page}, in order.
 *
 * <p>Bytes are read on the I/O loop. What is sent is sent by its caller, under the socket's lock, unless it is large.
 */
final class Connection implements Link.Handler, FrameReader.Frames {
    private static final Duration SERVER_ENDS_TCP = Duration.ofSeconds(2);

    /** Nobody but a test looks at the body of a refusal, and a server may never end it. */
    private static final Duration REFUSAL_COMES = Duration.ofMillis(200);

    private final Object lock;
    private final Limits limits;
    private final Request request;
    private final String key;
    private final PartyLog ledger;
    private final Page page;
    private final @Nullable Tls tls;
    private final AnswerReader answerReader = new AnswerReader();
    private final FrameReader frameReader;
    private final Outbox outbox;

    // Written under the lock.
    private Iterator<InetSocketAddress> addresses = List.<InetSocketAddress>of().iterator();
    private volatile @Nullable Link link;
    private volatile @Nullable Deflate deflate;
    private IoLoop.@Nullable Timer timer;
    private @Nullable IoLoop loop;
    private boolean opened;
    private boolean abandoned;
    private boolean closeSent;
    private byte @Nullable [] closeReceived;
    private @Nullable String timedOut;
    private @Nullable String abortReason;
    private boolean over;

    private volatile @Nullable HttpAnswer answer;
    private volatile boolean answersPings = true;
    private @Nullable BodyReader refusal; // of an answer that is no 101, on the I/O loop only

    /** What a connection tells its socket; called without the lock. */
    interface Page {
        void established(HttpAnswer answer, HandshakeCheck.Agreement agreement);

        void message(Message message);

        void pong(Payload payload);

        /** The server's Close frame has come. */
        void closing();

        /** The end; nothing follows. */
        void ended(Ending ending);

        void written(int payloadBytes);
    }

    /** How to speak TLS to the server; what is below speaks to what it returns. */
    interface Tls {
        Link.Handler over(Link.Handler above);
    }

    /** What a page lets its sockets take, in time and size. */
    record Limits(Duration handshake, Duration closing, int message, boolean deflate) {}

    Connection(Object lock, Limits limits, Request request, String key, PartyLog ledger, @Nullable Tls tls, Page page) {
        this.lock = lock;
        this.limits = limits;
        this.request = request;
        this.key = key;
        this.ledger = ledger;
        this.page = page;
        this.tls = tls;
        frameReader = new FrameReader(this, limits.message);
        outbox = new Outbox(lock, EventLoop.sharedThreads());
    }

    /** Begins to connect, to the first of the addresses that listens. */
    void connect(List<InetSocketAddress> candidates) {
        synchronized (lock) {
            if (abandoned || over) {
                return;
            }
            addresses = candidates.iterator();
            loop = IoLoop.lease();
            startTimer(limits.handshake, () -> giveUp("the server did not answer the handshake", limits.handshake));
        }
        connectNext();
    }

    private void connectNext() {
        synchronized (lock) {
            if (!abandoned && !over) {
                link = TcpLink.connect(addresses.next(), tls == null ? this : tls.over(this));
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

    void send(Message message, byte[] payload) {
        ledger.record(Events.sent(message.shortened(Journal.WHOLE_PAYLOAD_BYTES)));
        if (over) {
            return; // the page has not heard of the end yet
        }
        outbox.add(payload.length, () -> sendNow(message.isText(), payload));
    }

    private void sendNow(boolean text, byte[] payload) {
        if (isOver()) {
            return; // while it waited for its turn
        }
        Deflate negotiated = deflate;
        byte[] compressed = negotiated == null ? null : negotiated.compress(payload);
        ByteBuffer frame = Codec.message(text, compressed == null ? payload : compressed, compressed != null);
        write(frame, () -> page.written(payload.length));
    }

    void sendFragments(Message message, int[] sizes) {
        ledger.record(Events.sent(message.shortened(Journal.WHOLE_PAYLOAD_BYTES)));
        if (over) {
            return;
        }
        byte[] payload = message.bytes();
        outbox.add(payload.length, () -> sendNow(message.isText(), payload, sizes));
    }

    private void sendNow(boolean text, byte[] payload, int[] sizes) {
        if (isOver()) {
            return;
        }
        int from = 0;
        for (int i = 0; i < sizes.length; i++) {
            write(Codec.fragment(text, i == 0, Arrays.copyOfRange(payload, from, from + sizes[i]), false));
            from += sizes[i];
        }
        ByteBuffer last =
                Codec.fragment(text, sizes.length == 0, Arrays.copyOfRange(payload, from, payload.length), true);
        write(last, () -> page.written(payload.length));
    }

    /** Stops or resumes reading from the server. */
    void pauseReading(boolean pause) {
        Link here = link;
        if (here != null) {
            here.pauseReading(pause);
        }
    }

    void answerPings(boolean answered) {
        answersPings = answered;
    }

    void ping(Payload payload) {
        ledger.record(Events.control(Kind.PING_SENT, payload));
        if (over) {
            return;
        }
        outbox.add(payload.size(), () -> write(Codec.ping(payload.toByteArray())));
    }

    /** Sends a Close frame, unless the answer to the server's has gone out already, and takes the state with it. */
    void close(CloseStatus status, byte[] body) {
        if (closeSent || over) {
            ledger.become(ReadyState.CLOSING);
            return;
        }
        ledger.record(Events.closeSent(status), ReadyState.CLOSING);
        sendClose(body);
        startTimer(limits.closing, () -> giveUp("the server did not answer the Close frame", limits.closing));
    }

    /** Gives up a connection that the page closed before it was open; returns whether its end is going to be reported. */
    boolean abandon() {
        abandoned = true;
        Link here = link;
        if (here != null) {
            here.abort(false);
        }
        return here != null;
    }

    void abort(String why) {
        if (timedOut == null) {
            abortReason = why;
        }
        Link here = link;
        if (here != null) {
            here.abort(true);
        }
    }

    // What the link says, on the I/O loop.

    @Override
    public void connected(Link connected) {
        synchronized (lock) {
            link = connected;
            if (!over) {
                ledger.expect(key);
                write(ByteBuffer.wrap(request.text().getBytes(StandardCharsets.ISO_8859_1)));
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
                frameReader.read(bytes);
            }
        } catch (AnswerReader.Malformed | HandshakeCheck.Refused e) {
            fail(String.valueOf(e.getMessage()));
        } catch (Violation e) {
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
                    && timedOut == null
                    && abortReason == null
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
    private boolean readAnswer(ByteBuffer bytes) throws AnswerReader.Malformed, HandshakeCheck.Refused {
        HttpAnswer read = answerReader.read(bytes);
        if (read == null) {
            return false;
        }
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
            if (agreement.deflate().active()) {
                deflate = new Deflate(agreement.deflate());
                frameReader.inflateWith(deflate);
            }
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

    // What the frames say, on the I/O loop.

    @Override
    public void text(byte[] utf8) {
        page.message(Message.text(Payload.adopt(utf8)));
    }

    @Override
    public void binary(byte[] bytes) {
        page.message(Message.binary(Payload.adopt(bytes)));
    }

    @Override
    public void ping(byte[] payload) {
        ledger.record(Events.control(Kind.PING_RECEIVED, Payload.of(payload)));
        synchronized (lock) {
            if (!over && answersPings) {
                ledger.record(Events.control(Kind.PONG_SENT, Payload.of(payload)));
                outbox.add(payload.length, () -> write(Codec.pong(payload)));
            }
        }
    }

    @Override
    public void pong(byte[] payload) {
        page.pong(Payload.adopt(payload));
    }

    @Override
    public void close(byte[] body) {
        CloseStatus status = CloseBody.read(body);
        synchronized (lock) {
            if (over) {
                return;
            }
            ledger.record(Events.closeReceived(status));
            closeReceived = body;
            if (!closeSent) {
                ledger.record(Events.closeSent(status));
                sendClose(body);
            }
            startTimer(SERVER_ENDS_TCP, this::endAfterHandshake);
        }
        page.closing();
    }

    // How it ends.

    private void violated(Violation violation) {
        synchronized (lock) {
            if (!closeSent && !over) {
                CloseStatus status = new CloseStatus(violation.code(), violation.reason());
                ledger.record(Events.closeSent(status));
                sendClose(CloseBody.of(status));
            }
        }
        fail(violation.reason());
    }

    private void fail(String why) {
        end(Ending.failed(why));
    }

    private void endAfterHandshake() {
        end(ending(null));
    }

    private void giveUp(String what, Duration after) {
        synchronized (lock) {
            timedOut = what + " within " + Durations.format(after);
        }
        end(ending(null));
    }

    private Ending ending(@Nullable IOException cause) {
        synchronized (lock) {
            byte[] received = closeReceived;
            if (received != null) {
                return new Ending(false, CloseBody.read(received), closeSent, "");
            }
            if (abandoned) {
                return Ending.failed("closed by the page before it was open");
            }
            if (refusal != null) {
                return refused();
            }
            if (abortReason != null) {
                return Ending.failed(abortReason);
            }
            if (timedOut != null) {
                String what = opened ? "no Close frame arrived: " + timedOut : timedOut;
                return new Ending(!opened, CloseStatus.ABNORMAL, false, what);
            }
            return Ending.lost(cause, opened);
        }
    }

    private boolean isOver() {
        synchronized (lock) {
            return over;
        }
    }

    /** Ends everything, once. */
    private void end(Ending ending) {
        IoLoop leased;
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
            stopTimer();
            leased = loop;
            outbox.add(0, this::endSending);
        }
        if (leased != null) {
            leased.release();
        }
        page.ended(ending);
    }

    /** What was sent before the end goes before the end. */
    private void endSending() {
        Deflate negotiated = deflate;
        if (negotiated != null) {
            negotiated.end();
        }
        Link here = link;
        if (here != null) {
            here.end();
        }
    }

    private void sendClose(byte[] body) {
        closeSent = true;
        outbox.add(body.length, () -> write(Codec.close(body)));
    }

    private void write(ByteBuffer frame) {
        write(frame, () -> {});
    }

    private void write(ByteBuffer frame, Runnable written) {
        Link here = link;
        if (here != null) {
            here.write(frame, written);
        }
    }

    private void startTimer(Duration delay, Runnable task) {
        stopTimer();
        IoLoop here = loop;
        if (here != null) {
            timer = here.schedule(delay, task);
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
