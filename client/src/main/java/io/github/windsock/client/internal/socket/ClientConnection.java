package io.github.windsock.client.internal.socket;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.client.internal.handshake.HandshakeCheck;
import io.github.windsock.client.internal.handshake.OpeningHandshake;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.transport.ClientTls;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.ClosingHandshake;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.internal.wire.ResponseHead;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.FencePings;
import io.github.windsock.journal.internal.PartyLog;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network side of a socket. It connects, reads through {@link OpeningHandshake} and {@link IncomingFrames}, writes
 * through {@link MessageWriter} and {@link ClientCloser}, and decides how the connection ended. It does not know events
 * and tasks: it tells a {@link ConnectionListener}, in order, what a page may notice.
 *
 * <p>Bytes are read on the transport's thread. The caller of a method writes them, under the socket's lock; large
 * messages are written on another thread.
 */
public final class ClientConnection {
    /** How long to wait for the body of a refusal, which a server may never end. */
    private static final Duration REFUSAL_COMES = Duration.ofMillis(200);

    private static final String GIVEN_UP = "closed by the page before it was open";
    private static final String RAISE = "; BrowserPage.builder().maxMessageBytes(..) raises it";

    private final Object lock;
    private final SocketLimits limits;
    private final OpeningHandshake opening;
    private final ConnectionListener page;
    private final @Nullable ClientTls tls;
    private final ConnectionState state;
    private final LeasedConnector connector = new LeasedConnector();
    private final FrameSender sender;
    private final MessageWriter writer;
    private final ClientCloser closer;
    private final HostAddresses addresses = new HostAddresses();

    private volatile @Nullable ByteStream link; // written under the lock
    private @Nullable IncomingFrames frames; // read by the transport's thread alone

    private volatile boolean answersPings = true;

    public ClientConnection(
            Object lock,
            SocketLimits limits,
            OpeningHandshake opening,
            PartyLog log,
            @Nullable ClientTls tls,
            ConnectionListener page) {
        this.lock = lock;
        this.limits = limits;
        this.opening = opening;
        this.page = page;
        this.tls = tls;
        state = new ConnectionState(lock, log);
        sender = new FrameSender(lock);
        writer = new MessageWriter(state, sender, page);
        closer = new ClientCloser(state, limits, sender, connector, this::end);
    }

    /** Starts to connect to the first address on which a server listens. */
    public void connect(List<InetSocketAddress> candidates) {
        synchronized (lock) {
            if (state.isAbandoned() || state.isOver()) {
                return;
            }
            addresses.set(candidates);
            connector.lease();
            Duration time = limits.handshake();
            connector.startTimer(
                    time,
                    () -> closer.giveUp("the server did not answer the handshake within " + Durations.format(time)
                            + opening.part()));
        }
        connectNext();
    }

    private void connectNext() {
        synchronized (lock) {
            if (!state.isAbandoned() && !state.isOver()) {
                link = connector.connect(addresses.next(), tls, this);
                return;
            }
        }
        end();
    }

    public Handshake handshake() {
        return opening.handshake();
    }

    // Actions of the page, called under the lock.

    /** Returns the writer for messages and control frames. */
    public MessageWriter writer() {
        return writer;
    }

    public void close(CloseStatus status) {
        closer.close(status);
    }

    /** The page is left: a server that reads nothing is not waited for. */
    public void waitNoLonger() {
        closer.waitNoLonger();
    }

    /**
     * Gives up a connection that the page closed before it was open; returns whether {@code ended} will be called for
     * it.
     */
    public boolean abandon() {
        state.abandon();
        ByteStream here = link;
        if (state.isOpened()) {
            closer.goAway();
        } else if (here != null) {
            here.close();
        }
        return here != null;
    }

    public void abort(String why) {
        state.closing().abandon(why);
        ByteStream here = link;
        if (here != null) {
            here.reset();
        }
    }

    /** Stops or resumes reading from the server. */
    public void pauseReading(boolean pause) {
        ByteStream here = link;
        if (here != null) {
            here.pauseReading(pause);
        }
    }

    public void answerPings(boolean answered) {
        answersPings = answered;
    }

    // Callbacks of the link, on the transport's thread, one call at a time.

    /** The stream is ready, and nothing has been read from it. */
    void connected(ByteStream connected) {
        synchronized (lock) {
            link = connected;
            if (!state.isOver()) {
                state.log().expect(opening.key());
                sender.linkTo(connected);
                sender.sendRaw(opening.request());
            }
        }
    }

    /** Bytes have arrived; the buffer is valid only during the call. */
    void received(ByteBuffer bytes) {
        if (isOver()) {
            return; // discarded until the server ends its side
        }
        try {
            if (frames == null) {
                readAnswer(bytes);
            }
            if (frames != null) {
                frames.read(bytes);
            }
        } catch (ResponseHead.Malformed e) {
            fail(e.getMessage() + (e.excerpt().isEmpty() ? "" : ": " + Text.preview(e.excerpt())));
        } catch (HandshakeCheck.Refused e) {
            fail(String.valueOf(e.getMessage()));
        } catch (ProtocolViolation e) {
            closer.violated(e);
            fail(e.isTooBig() ? e.reason() + RAISE : e.reason());
        }
    }

    private boolean isOver() {
        synchronized (lock) {
            return state.isOver();
        }
    }

    private void readAnswer(ByteBuffer bytes) throws ResponseHead.Malformed, HandshakeCheck.Refused {
        switch (opening.read(bytes)) {
            case UNFINISHED -> {}
            case REFUSAL_BEGUN -> {
                synchronized (lock) {
                    connector.startTimer(REFUSAL_COMES, this::end);
                }
            }
            case REFUSED -> end(Ending.failed(opening.refusal()));
            case ANSWERED -> agreed(opening.check());
        }
    }

    /** Frames may follow the answer in the same buffer, so their reader is created here. */
    private void agreed(HandshakeCheck.Agreement agreement) {
        synchronized (lock) {
            if (!state.open()) {
                return;
            }
            connector.stopTimer();
            if (agreement.deflate() != null) {
                sender.compressAs(agreement.deflate());
            }
            frames = new IncomingFrames(limits.message(), agreement.deflate(), this);
        }
        page.established(agreement);
    }

    // What the frames of the server say, on the transport's thread.

    void message(Message message) {
        page.message(message);
    }

    void ping(Payload payload) {
        if (FencePings.isOne(payload)) {
            page.fence(payload);
            return;
        }
        state.log().record(Events.control(Kind.PING_RECEIVED, payload));
        synchronized (lock) {
            if (answersPings) {
                writer.pong(payload);
            }
        }
    }

    void pong(Payload payload) {
        page.pong(payload);
    }

    void closeReceived(CloseFrame close) {
        if (closer.received(close)) {
            page.closing();
        }
    }

    // The end of the connection.

    /** The stream has ended, in order ({@code null}) or with an error. Called once. */
    void ended(@Nullable IOException cause) {
        if (mayTryNext(cause)) {
            connectNext();
        } else {
            end(ending(cause));
        }
    }

    private boolean mayTryNext(@Nullable IOException cause) {
        synchronized (lock) {
            boolean given = state.isOver()
                    || state.isAbandoned()
                    || !state.closing().outcome().why().isEmpty();
            return !given && !opening.isAnswered() && addresses.hasNextAfter(cause);
        }
    }

    /** Ends a socket that never got a connection. */
    public void failEarly(String why) {
        fail(why);
    }

    private void fail(String why) {
        end(Ending.failed(why));
    }

    private void end() {
        end(ending(null));
    }

    private Ending ending(@Nullable IOException cause) {
        synchronized (lock) {
            ClosingHandshake.ClosingResult outcome = state.closing().outcome();
            CloseFrame received = state.closing().received();
            if (received != null) {
                return Ending.closed(new CloseStatus(received.code(), received.reason()), outcome.clean());
            }
            if (state.isAbandoned()) {
                return Ending.failed(GIVEN_UP);
            }
            if (opening.isRefused()) {
                return Ending.failed(opening.refusal());
            }
            if (outcome.timedOut() && state.isOpened()) {
                return Ending.timedOut(outcome.why());
            }
            if (!outcome.why().isEmpty()) {
                return Ending.failed(outcome.why());
            }
            return cause instanceof ConnectException
                    ? Ending.failed(addresses.nothingListens(state.log().journal()))
                    : Ending.lost(cause, state.isOpened(), opening.part());
        }
    }

    /** Returns the end as the page sees it: one that has given the connection up never learns what the server did. */
    public Ending seen(Ending ending) {
        synchronized (lock) {
            return state.isAbandoned() && !ending.failed() ? Ending.failed(GIVEN_UP) : ending;
        }
    }

    private void stopConnecting() {
        ByteStream here = link;
        if (here != null) {
            here.stopConnecting();
        }
    }

    /** Ends everything, once. */
    private void end(Ending ending) {
        synchronized (lock) {
            if (!state.end()) {
                return;
            }
            connector.stopTimer();
            stopConnecting();
            sender.end();
            if (frames != null) {
                frames.close();
            }
        }
        connector.release();
        page.ended(ending);
    }
}
