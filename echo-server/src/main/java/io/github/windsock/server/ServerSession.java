package io.github.windsock.server;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.Text;
import io.github.windsock.internal.wire.CloseFrame;
import io.github.windsock.internal.wire.ClosingHandshake;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Events;
import io.github.windsock.journal.Fence;
import io.github.windsock.journal.FenceSender;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.PartyLog;
import io.github.windsock.journal.PendingDecisions;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.ConversationSequence;
import io.github.windsock.server.internal.conversation.FrameOutput;
import io.github.windsock.server.internal.conversation.MessageParts;
import io.github.windsock.server.internal.conversation.RevocableOutput;
import io.github.windsock.server.internal.conversation.Rooms;
import io.github.windsock.server.internal.conversation.SeededChance;
import io.github.windsock.server.internal.conversation.SilentConversation;
import io.github.windsock.server.internal.conversation.Starter;
import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.engine.Link;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection: takes what happens on its link to the journal and to the behavior, and what the behavior and the test do
 * to the journal and to the link. The only class that knows both sides.
 *
 * <p>What is sent is recorded and queued under one lock, so the journal has the order of the wire.
 */
final class ServerSession implements Link.Listener, FrameOutput, FenceSender {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** As long as a client that goes on writing, or reading, is waited for. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

    /** How much a client may send, in messages of the greatest length, without looking at the Close frame that refused one. */
    private static final int REFUSED_MESSAGES = 4;

    private final PartyLog ledger;
    private final Handshake handshake;
    private final ServerContext around;
    private volatile Conversation conversation; // written by its own thread, which is the link's
    private volatile boolean opened;
    private volatile boolean begun; // the behavior has done what it does first
    private volatile String plan = "";
    private RevocableOutput stage;
    private final MessageParts incoming = new MessageParts();
    private final AtomicReference<@Nullable Plan> next = new AtomicReference<>();
    private volatile @Nullable Plan beginning;
    private final Deque<Message> held = new ArrayDeque<>(); // until the behavior's message has its last fragment

    // All below are guarded by this.
    private final MessageParts outgoing = new MessageParts();
    private volatile @Nullable Link link;
    private final AtomicInteger asking = new AtomicInteger();
    private final ClosingHandshake closing = new ClosingHandshake();
    private long mostBytes = Long.MAX_VALUE; // that the client may have sent before the wait for its Close frame ends
    private boolean isReset;
    private boolean over;
    private volatile int waiting; // as many as are held
    private long heldBytes;
    private Runnable closeTimer = () -> {};
    private volatile boolean stalled;
    private volatile boolean mayComplain;
    private volatile boolean withinMessage; // has sent a part of one
    private final List<Payload> earlyFences = new ArrayList<>(); // before the behavior has begun
    private final List<Runnable> keptBack = new ArrayList<>();

    ServerSession(PartyLog ledger, Plan plan, Handshake handshake, ServerContext around) {
        this.ledger = ledger;
        this.handshake = handshake;
        this.around = around;
        this.stage = new RevocableOutput(this);
        this.conversation = begin(plan);
        expect(plan);
        ledger.attach(this);
    }

    private Conversation begin(Plan plan) {
        this.plan = plan.toString();
        ConversationContext scene = new ConversationContext(stage, this.plan, () -> {});
        return plan.isFinite()
                ? new ConversationSequence(List.<Starter>of(plan, SilentConversation::new), scene)
                : plan.begin(scene);
    }

    /** What a server lends its sessions. */
    record ServerContext(
            Duration closeTimeout,
            Rooms rooms,
            Consumer<Runnable> workers,
            Consumer<String> complaints,
            PendingDecisions undecided,
            Consumer<Plan> whenPlanned,
            Consumer<ServerSession> whenOver,
            EngineChoice engine) {}

    /** Gives the session its link; called once, before anybody else can know the session. */
    void linkTo(Link link) {
        this.link = link;
    }

    // What the link tells.

    @Override
    public void opened() {
        opened = true;
        try {
            conversation.opened();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        begun();
    }

    /** What was asked of the connection before comes after what the behavior does first. */
    private void begun() {
        synchronized (this) {
            begun = true;
            earlyFences.forEach(this::transmitFence);
            earlyFences.clear();
        }
        changed();
    }

    @Override
    public void frame(Frame frame) {
        if (isKeptBack(() -> frame(frame))) {
            return;
        }
        try {
            take(frame);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void take(Frame frame) {
        change(); // what the client sent after behave(..) is for the next conversation
        ByteBuffer payload = frame.payload();
        if (isFence(frame)) {
            demand(); // nobody is told of it
            return;
        }
        switch (frame.opcode()) {
            case PING -> {
                ledger.record(Events.control(Event.Kind.PING_RECEIVED, Payload.of(payload)));
                conversation.ping(frame);
            }
            case PONG -> {
                ledger.record(Events.control(Event.Kind.PONG_RECEIVED, Payload.of(payload)));
                conversation.pong(frame);
            }
            case CLOSE -> closeArrived(CloseFrame.read(payload));
            case CONTINUATION, TEXT, BINARY -> {
                around.undecided().begin(); // before the journal tells of the message
                try {
                    incoming.add(frame).ifPresent(message -> ledger.record(Events.received(message)));
                    conversation.data(frame);
                    change();
                } finally {
                    around.undecided().end();
                }
            }
        }
    }

    private static boolean isFence(Frame frame) {
        if (frame.opcode() != Opcode.PING && frame.opcode() != Opcode.PONG) {
            return false;
        }
        Payload payload = Payload.of(frame.payload());
        boolean isFence = Fence.isOne(payload);
        if (isFence) {
            Fence.read(payload);
        }
        return isFence;
    }

    private static CloseStatus status(CloseFrame close) {
        return new CloseStatus(close.code(), close.reason());
    }

    private void closeArrived(CloseFrame close) {
        boolean answered;
        synchronized (this) {
            closing.receive(close);
            ledger.record(Events.closeReceived(status(close)), ReadyState.CLOSING);
            answered = closing.isSent();
        }
        if (answered) {
            link().end(); // both Close frames have passed: the server closes TCP (RFC 6455, section 7.1.1)
        } else {
            conversation.closing(status(close));
        }
    }

    @Override
    public void violated(ProtocolViolation violation) {
        if (violation.isTooBig()) {
            refuse(violation);
            return;
        }
        String reason = violation.reason();
        ledger.record(Events.note("the client broke RFC 6455", reason));
        because("the client broke RFC 6455: " + reason);
        close(new CloseStatus(violation.code(), reason));
        link().end();
    }

    /** No rule is broken: the handshake is a closing one, and the link skips what still comes. */
    private void refuse(ProtocolViolation tooBig) {
        String words = tooBig.reason() + "; EchoServer.builder().maxMessageSize(..) raises it";
        ledger.record(Events.note("refused a message", words));
        synchronized (this) {
            mostBytes = link().received() + REFUSED_MESSAGES * tooBig.limit();
            closing.because(words);
        }
        close(new CloseStatus(tooBig.code(), tooBig.reason()));
    }

    @Override
    public void failed(Throwable cause) {
        because("the server failed: " + cause);
        ledger.record(Events.failure(plan, cause));
    }

    @Override
    public void ended(Link.End end) {
        synchronized (this) {
            over = true;
            closeTimer.run();
            noteHeld();
            ClosingHandshake.Outcome outcome = closing.outcome();
            String why = outcome.clean() ? "" : explain(end, outcome);
            ledger.record(Events.closed(status(outcome.status()), outcome.clean(), why), ReadyState.CLOSED);
        }
        guarded(() -> conversation.ended());
        stage.retire();
        around.whenOver().accept(this);
    }

    /** Does what a behavior does on the link's thread: if that throws, the test fails, and the client is told. */
    private void guarded(Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        Conversation broken = conversation;
        RevocableOutput left = stage;
        stage = new RevocableOutput(this);
        conversation = new SilentConversation(new ConversationContext(stage, "", () -> {}));
        failed(plan, e);
        guarded(broken::ended);
        left.retire();
    }

    private void failed(String where, Throwable failure) {
        ledger.record(Events.failure(where, failure)); // fails the test
        close(new CloseStatus(1011, "the server's behavior failed"));
        demand(); // for the client's answer
    }

    private String explain(Link.End end, ClosingHandshake.Outcome outcome) {
        if (!outcome.why().isEmpty()) {
            return outcome.why();
        }
        String missing = closing.received() == null ? "no Close frame arrived: " : "no Close frame was sent: ";
        return missing
                + switch (end) {
                    case CLOSED_BY_PEER -> "the client closed the connection";
                    case RESET_BY_PEER -> "the client reset the connection";
                    case RESET -> "the server reset the connection";
                    case ENDED -> "the server closed the connection";
                    case FAILED -> "the server failed";
                };
    }

    private void noteHeld() {
        if (!held.isEmpty()) {
            ledger.record(
                    Events.note("never sent: " + held, "the behavior's fragmented message before it had not ended"));
            held.clear();
            heldBytes = 0;
            waiting = 0;
        }
    }

    // What the behavior does.

    @Override
    public synchronized void send(Frame frame, Runnable written) {
        boolean may = frame.opcode() == Opcode.PONG ? closing.maySendPong() : closing.maySendData();
        if (over || !may) {
            written.run();
            return;
        }
        if (frame.isControl()) {
            Event.Kind kind = frame.opcode() == Opcode.PING ? Event.Kind.PING_SENT : Event.Kind.PONG_SENT;
            ledger.record(Events.control(kind, Payload.of(frame.payload())));
            transmit(frame, written);
            return;
        }
        outgoing.add(frame).ifPresent(message -> ledger.record(Events.sent(message)));
        withinMessage = outgoing.isWithin();
        transmit(frame, written);
        while (!outgoing.isWithin() && !held.isEmpty()) {
            Message oldest = held.remove();
            heldBytes -= costOf(oldest.payload());
            waiting = held.size();
            sendNow(oldest);
        }
        if (!outgoing.isWithin() && next.get() != null) {
            link().schedule(Duration.ZERO, this::change); // not within the deed of the present conversation
        }
    }

    private void transmit(Frame frame, Runnable written) {
        link().send(frame, written);
    }

    private void sendNow(Message message) {
        ledger.record(Events.sent(message.shortened(Journal.WHOLE_PAYLOAD_BYTES)));
        transmit(MessageParts.frame(message), () -> {});
    }

    @Override
    public synchronized void close(CloseStatus status) {
        if (over || !closing.send()) {
            return;
        }
        noteHeld();
        ledger.record(Events.closeSent(status), ReadyState.CLOSING);
        transmit(new CloseFrame(status.code(), status.reason()).frame(), closing::written);
        if (closing.received() != null) {
            link().end();
        }
        if (!over) {
            awaitClose(status, Duration.ZERO);
        }
    }

    /** Waits for the client's Close frame, as long as it takes what was sent before, or sends what it had begun. */
    private void awaitClose(CloseStatus status, Duration waited) {
        long queued = link().queued();
        long received = link().received();
        closeTimer = link().schedule(around.closeTimeout(), () -> {
            synchronized (this) {
                boolean moves = link().queued() < queued || link().received() > received;
                Duration all = waited.plus(around.closeTimeout());
                boolean mayGoOn = all.compareTo(LONGEST_CLOSE) < 0 && link().received() <= mostBytes;
                if (!over && moves && mayGoOn) {
                    awaitClose(status, all);
                } else {
                    giveUp(status);
                }
            }
        });
    }

    private void giveUp(CloseStatus status) {
        if (over) {
            return;
        }
        boolean stuck = link().queued() > 0;
        boolean unanswered = closing.received() == null;
        if (unanswered || stuck) {
            closing.timeOut("the client did not " + (unanswered ? "answer" : "take") + " Close " + status + " within "
                    + around.closeTimeout().toMillis() + " ms");
        }
        if (stuck) {
            link().reset(); // FIN would wait behind what the client does not read
        } else {
            link().end();
        }
    }

    @Override
    public synchronized void drop(String order) {
        if (!over) {
            ledger.record(Events.fault("drop", order), ReadyState.CLOSING);
            closing.abandon("the server closed the connection without a Close frame");
            link().end();
            endAlsoUnread(link().queued());
        }
    }

    /** FIN waits behind what the client does not read; while it reads, it gets all that was sent. */
    private void endAlsoUnread(long before) {
        if (before > 0) {
            link().schedule(patience(), () -> cutOffUnlessRead(before));
        }
    }

    private Duration patience() {
        Duration longest = around.closeTimeout();
        return longest.compareTo(PATIENCE) < 0 ? longest : PATIENCE;
    }

    private synchronized void cutOffUnlessRead(long before) {
        long now = link().queued();
        if (over || now < before) {
            endAlsoUnread(over ? 0 : now);
        } else {
            String reason = "the client took nothing for " + patience().toMillis() + " ms";
            ledger.record(Events.note("never sent: " + Text.bytes(now), reason));
            link().reset();
        }
    }

    @Override
    public synchronized void reset(String order) {
        if (!over && !isReset) {
            isReset = true;
            ledger.record(Events.fault("reset", order), ReadyState.CLOSING);
            closing.abandon("the server reset the connection");
            link().reset();
        }
    }

    @Override
    public void demand() {
        if (!isKeptBack(this::demand)) {
            link().demand();
        }
    }

    /** While stalled, what was asked for before comes later; it is one frame at most, and one demand. */
    private synchronized boolean isKeptBack(Runnable what) {
        if (stalled) {
            keptBack.add(what);
        }
        return stalled;
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        return link().schedule(delay, () -> guarded(task));
    }

    @Override
    public void execute(Runnable task) {
        link().execute(() -> guarded(task));
    }

    @Override
    public <T> void ask(String where, Supplier<T> code, Consumer<T> then) {
        around.undecided().begin();
        asking.incrementAndGet();
        changed();
        around.workers().accept(() -> {
            try {
                T result = code.get();
                execute(() -> then.accept(result));
            } catch (RuntimeException | Error e) {
                failed(where, e);
            } finally {
                execute(() -> {
                    asking.decrementAndGet();
                    changed();
                    around.undecided().end();
                });
            }
        });
    }

    @Override
    public String name() {
        return ledger.name();
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public void record(Event event) {
        ledger.record(event);
    }

    @Override
    public void changed() {
        ledger.journal().signal();
    }

    @Override
    public Rooms rooms() {
        return around.rooms();
    }

    @Override
    public long seed() {
        return ledger.journal().settings().seed().orElse(SeededChance.SEED);
    }

    @Override
    public void complain(String what) {
        around.complaints().accept(what);
    }

    private synchronized void because(String reason) {
        closing.because(reason);
    }

    // What the test does.

    /** Sends a whole message, after the message of which the behavior is sending the fragments. */
    synchronized void send(Message message, long maxQueued) {
        requireOpen("send");
        requireRoom(message.payload(), maxQueued);
        if (outgoing.isWithin()) {
            held.add(message);
            heldBytes += costOf(message.payload());
            waiting = held.size();
        } else {
            sendNow(message);
        }
    }

    /** Returns how many bytes wait: for TCP to take them, or for the end of the behavior's message. */
    synchronized long queued() {
        return link().queued() + heldBytes;
    }

    private void requireRoom(Payload payload, long maxQueued) {
        long queued = queued();
        if (queued > maxQueued - costOf(payload)) {
            throw new IllegalStateException("cannot send " + payload.size() + " bytes: " + queued
                    + " bytes wait already because "
                    + (heldBytes > 0
                            ? "the behavior of " + ledger + " has not ended its fragmented message"
                            : "the client of " + ledger + " does not read"));
        }
    }

    /** Returns the size of the frame: what is empty costs something too. */
    private static long costOf(Payload payload) {
        long size = payload.size();
        return size + (size < 126 ? 2 : size < 65_536 ? 4 : 10);
    }

    synchronized void sendPing(Payload payload, long maxQueued) {
        requireOpen("ping");
        requireRoom(payload, maxQueued);
        send(Frame.control(Opcode.PING, payload.asByteBuffer()), () -> {});
    }

    private void requireOpen(String verb) {
        if (over || !closing.maySendData()) {
            CloseFrame received = closing.received();
            throw new IllegalStateException("cannot " + verb + ": " + ledger + " is " + ledger.readyState()
                    + (received == null ? "" : ", it received Close " + status(received))
                    + "; look at its timeline, or " + verb + " before it is closed");
        }
    }

    synchronized void stall() {
        if (!stalled && !over) {
            stalled = true;
            ledger.record(Events.fault("stall", "ServerConnection.stall()"));
        }
    }

    void resume() {
        List<Runnable> tasks;
        synchronized (this) {
            if (!stalled) {
                return;
            }
            stalled = false;
            ledger.record(Events.note("resume", "ServerConnection.resume()"));
            tasks = List.copyOf(keptBack);
            keptBack.clear();
        }
        execute(() -> tasks.forEach(Runnable::run));
    }

    private void expect(Plan plan) {
        around.whenPlanned().accept(plan);
        if (plan.mayComplain()) {
            mayComplain = true;
        }
    }

    boolean mayComplain() {
        return mayComplain;
    }

    /** Refuses what the server's engine cannot do. */
    void require(Ability ability, String what) {
        around.engine().require(ability, what);
    }

    /** Lets another behavior take over. */
    void behave(Plan plan) {
        around.engine().require(plan);
        expect(plan);
        next.set(plan);
        execute(this::change);
    }

    /** Changes the conversation if that is wanted, but not within a message: nobody else could go on with it. */
    private void change() {
        if (next.get() == null || incoming.isWithin() || withinMessage) {
            return; // asked again at its end
        }
        Plan before = beginning;
        beginning = next.get(); // until it has begun it is unfinished business
        Plan plan = next.getAndSet(null);
        try {
            if (plan != null && !isOver()) {
                changeTo(plan);
            }
        } finally {
            beginning = before;
            changed();
        }
    }

    private void changeTo(Plan plan) {
        conversation.ended();
        stage.retire();
        stage = new RevocableOutput(this);
        conversation = begin(plan);
        if (opened) {
            conversation.opened();
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** Ends what does not end by itself, at the end of the server's life. */
    synchronized void abandon() {
        if (!over) {
            because("the server stopped");
            if (link().queued() > 0) {
                link().reset(); // FIN would wait behind what the client does not read
            } else {
                link().end();
            }
        }
    }

    // What fences need.

    @Override
    public synchronized boolean sendFence(Payload fence) {
        if (over || !closing.maySendData()) {
            return false;
        }
        if (!begun) {
            earlyFences.add(fence);
        } else if (isChanging()) {
            execute(() -> transmitFence(fence)); // behind the other behavior, if that can begin
        } else {
            transmitFence(fence);
        }
        return true;
    }

    private synchronized void transmitFence(Payload fence) {
        if (!over && closing.maySendData()) {
            transmit(new Frame(Opcode.PING, true, false, fence.asByteBuffer()), () -> {});
        }
    }

    private boolean isChanging() {
        return next.get() != null || beginning != null;
    }

    /** Nobody waits on the engine's thread for a task of another one. */
    @Override
    public void whenIdle(Runnable task) {
        task.run();
    }

    /** Returns whether the behavior has done what it does first, or never will. */
    boolean hasBegun() {
        return begun || ledger.readyState() == ReadyState.CLOSED;
    }

    /** Without a lock, since the journal asks it under its own. */
    @Override
    public Optional<String> unfinished() {
        Plan other = next.get() == null ? beginning : next.get();
        if (other != null || !begun) {
            return Optional.of("begin " + (other == null ? plan : other));
        }
        if (waiting > 0) {
            return Optional.of("messages that wait for the end of another");
        }
        if (asking.get() > 0) {
            return Optional.of("what a behavior's code will answer");
        }
        return withinMessage ? Optional.of("the rest of a fragmented message") : conversation.unfinished();
    }

    @Override
    public Optional<String> obstacle() {
        return stalled ? Optional.of("does not read since ServerConnection.stall()") : Optional.empty();
    }

    private Link link() {
        Link known = link;
        if (known == null) {
            throw new IllegalStateException(ledger + " has not been accepted yet");
        }
        return known;
    }
}
