package io.github.windsock.server;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.HttpAnswer;
import io.github.windsock.Payload;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.MessageAssembler;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Settings;
import io.github.windsock.server.internal.behavior.AttemptContext;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.ConversationSequence;
import io.github.windsock.server.internal.conversation.ConversationServices;
import io.github.windsock.server.internal.conversation.Disturbance;
import io.github.windsock.server.internal.conversation.FaultOrder;
import io.github.windsock.server.internal.conversation.FaultyBytes;
import io.github.windsock.server.internal.conversation.FrameOutput;
import io.github.windsock.server.internal.conversation.OutputEnd;
import io.github.windsock.server.internal.conversation.Rooms;
import io.github.windsock.server.internal.conversation.RuleUse;
import io.github.windsock.server.internal.conversation.RunningScripts;
import io.github.windsock.server.internal.conversation.SilentConversation;
import io.github.windsock.server.internal.conversation.Starter;
import io.github.windsock.server.internal.engine.Pace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A connection in memory, with a clock that the test drives. Remembers deeds in words. */
final class MemoryOutput implements FrameOutput, ConversationServices {
    final List<String> deeds = new ArrayList<>();
    final List<String> seen = new ArrayList<>(); // what a client would, in the words of BehaviorTable
    final List<String> unexpected = new ArrayList<>();
    Runnable onFailure = () -> {};
    final Rooms rooms;
    final RunningScripts scripts = new RunningScripts(Duration.ofSeconds(5), Settings.defaults());
    private final boolean isSlow;
    private final MessageAssembler assembler = new MessageAssembler();
    private final Deque<Runnable> unwritten = new ArrayDeque<>();
    private final List<Timer> timers = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private long sequence;
    private Conversation conversation;
    private Runnable whenChanged = () -> {};
    private boolean isDrivenByTest;
    private boolean isOver;

    private record Timer(Duration due, long sequence, Runnable task) {}

    private MemoryOutput(boolean isSlow, Rooms rooms) {
        this.isSlow = isSlow;
        this.rooms = rooms;
    }

    /** A wire that takes at once what is sent. */
    static MemoryOutput fast() {
        return new MemoryOutput(false, new Rooms());
    }

    static MemoryOutput fast(Rooms rooms) {
        return new MemoryOutput(false, rooms);
    }

    /** A wire that takes what is sent when the test says so, and on which demands are deeds too. */
    static MemoryOutput slow() {
        return new MemoryOutput(true, new Rooms());
    }

    /** Timers are the test's clock's; runs a task whenever who waits for the conversation looks at it. */
    MemoryOutput drivenByTest(Runnable observer) {
        isDrivenByTest = true;
        whenChanged = observer;
        return this;
    }

    /** Begins the conversation of a behavior, as a session does. */
    MemoryOutput open(Behavior behavior) {
        Plan plan = first(behavior);
        ConversationContext context = ConversationContext.of(this, this, plan.toString());
        conversation = plan.isFinite()
                ? ConversationSequence.of(List.<Starter>of(plan, SilentConversation::of), context)
                : plan.begin(context);
        conversation.opened();
        return this;
    }

    /** Returns what answers the first attempt. */
    static Plan first(Behavior behavior) {
        Handshake asked = Handshake.of("/", Map.of());
        return behavior.plan()
                .chooser()
                .choose(new AttemptContext("server#1", asked, asked, 1, 0, new RuleUse(false)))
                .plan();
    }

    Conversation conversation() {
        return conversation;
    }

    void receive(String text) {
        receive(Opcode.TEXT, true, text);
    }

    void receive(Opcode opcode, boolean fin, String payload) {
        ByteBuffer bytes =
                ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
        Frame frame = new Frame(opcode, fin, false, bytes);
        switch (opcode) {
            case PING -> conversation.ping(frame);
            case PONG -> conversation.pong(frame);
            default -> conversation.data(frame);
        }
    }

    void receiveClose(CloseStatus status) {
        conversation.closing(status);
    }

    /** TCP takes what was sent first. */
    void write() {
        unwritten.remove().run();
    }

    /** Lets time pass, timer by timer. */
    void pass(Duration time) {
        Duration end = now.plus(time);
        while (true) {
            Timer next = timers.stream()
                    .filter(timer -> timer.due.compareTo(end) <= 0)
                    .min(Comparator.comparing(Timer::due).thenComparing(Timer::sequence))
                    .orElse(null);
            if (next == null) {
                now = end;
                return;
            }
            timers.remove(next);
            now = next.due;
            next.task.run();
        }
    }

    int timers() {
        return timers.size();
    }

    @Override
    public void send(Frame frame, Runnable written) {
        if (isOver) {
            written.run();
            return;
        }
        deeds.add("send " + show(frame));
        see(frame);
        if (isSlow) {
            unwritten.add(written);
        } else {
            written.run();
        }
    }

    private void see(Frame frame) {
        Frame whole = frame.isControl() ? null : assembler.add(frame);
        if (whole != null) {
            Payload payload = Payload.of(whole.payload());
            seen.add(
                    whole.opcode() == Opcode.TEXT
                            ? Observations.text(payload.text())
                            : Observations.bytes(payload.toByteArray()));
        }
    }

    private static String show(Frame frame) {
        Payload payload = Payload.of(frame.payload());
        String content = frame.opcode() == Opcode.BINARY ? payload.hex() : payload.preview();
        String opcode = switch (frame.opcode()) {
            case CONTINUATION -> "more";
            case TEXT -> "text";
            case BINARY -> "binary";
            case PING -> "ping";
            default -> "pong";
        };
        return opcode + " " + content + (frame.fin() ? "" : " …");
    }

    @Override
    public void end(OutputEnd end) {
        if (end instanceof OutputEnd.Close close) {
            end(
                    "close " + close.status(),
                    Observations.close(close.status().code(), close.status().reason()));
        } else if (end instanceof OutputEnd.TooBig tooBig) {
            close(new CloseStatus(1009, "message is longer than the limit of " + tooBig.limit() + " bytes"));
        } else if (end instanceof OutputEnd.Drop drop) {
            end("drop " + drop.why(), Observations.LOST);
        } else if (end instanceof OutputEnd.Reset reset) {
            end("reset " + reset.why(), Observations.LOST);
        }
    }

    @Override
    public void breakRule(FaultyBytes bytes, FaultOrder order) {
        deeds.add(order.event().summary() + " " + bytes.bytes().hex());
    }

    private void end(String deed, String observation) {
        if (!isOver) {
            isOver = true;
            deeds.add(deed);
            seen.add(observation);
        }
    }

    @Override
    public void disturb(Disturbance what, FaultOrder order) {
        switch (what.kind()) {
            case HALF_CLOSE, CUT_AFTER_BYTES -> end(what.kind() + " " + order.order(), Observations.LOST);
            default -> deeds.add(what.kind() + " " + order.order());
        }
    }

    @Override
    public void pace(Pace what, int bytes) {
        deeds.add("pace " + what + " " + bytes);
    }

    @Override
    public void demand() {
        whenChanged.run();
        if (isSlow) {
            deeds.add("demand");
        }
    }

    @Override
    public Runnable schedule(String what, Duration delay, Runnable task) {
        Timer timer = new Timer(now.plus(delay), sequence++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public Runnable limit(Duration delay, Runnable task) {
        return schedule("limit", delay, task);
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public <T> void ask(String where, Supplier<T> code, Consumer<T> then) {
        T result;
        try {
            result = code.get();
        } catch (RuntimeException e) {
            deeds.add(where + " threw " + e.getMessage());
            return;
        }
        then.accept(result);
    }

    @Override
    public String name() {
        return "server#1";
    }

    @Override
    public Object connection() {
        throw new IllegalStateException("there is no connection in memory");
    }

    @Override
    public Handshake handshake() {
        return Handshake.of("/chat?room=a", Map.of("Host", List.of("localhost"), "Cookie", List.of("session=1234")))
                .answered(HttpAnswer.of(101, Map.of(), Payload.EMPTY));
    }

    @Override
    public void record(Event event) {
        deeds.add(event.kind().arrow() + " " + event.summary() + " " + event.detail());
    }

    @Override
    public boolean isDrivenByTest() {
        return isDrivenByTest;
    }

    @Override
    public void changed() {
        whenChanged.run();
    }

    @Override
    public boolean isOver() {
        return isOver;
    }

    @Override
    public RunningScripts scripts() {
        return scripts;
    }

    @Override
    public Rooms rooms() {
        return rooms;
    }

    @Override
    public void fail(String what) {
        onFailure.run();
        unexpected.add(what);
    }
}
