package io.github.windsock.server.internal.conversation;

import io.github.windsock.Handshake;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.Event;
import io.github.windsock.server.internal.engine.Pace;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The context of a conversation: its output and the services of its session. When another conversation has taken over,
 * calls and timers of this one have no effect.
 */
public final class ConversationContext {
    private final ConversationServices services;
    private final Revocation revocation;
    private final FrameOutput output;
    private final Object whole;
    private final @Nullable Runnable done;
    private final @Nullable Runnable demand; // null to demand from the session
    private final @Nullable Consumer<Frame> unread;

    private ConversationContext(
            ConversationServices services,
            Revocation revocation,
            FrameOutput output,
            Object whole,
            @Nullable Runnable done,
            @Nullable Runnable demand,
            @Nullable Consumer<Frame> unread) {
        this.services = services;
        this.revocation = revocation;
        this.output = output;
        this.whole = whole;
        this.done = done;
        this.demand = demand;
        this.unread = unread;
    }

    /**
     * Returns the context for a session's conversation.
     *
     * @param whole the whole behavior, which prints as a Java expression, for the journal
     */
    public static ConversationContext of(ConversationServices services, FrameOutput output, Object whole) {
        Revocation revocation = new Revocation(null);
        return new ConversationContext(
                services, revocation, new RevocableOutput(output, revocation), whole, null, null, null);
    }

    /** Returns this context with another output, which wraps the current one. */
    public ConversationContext on(FrameOutput other) {
        return new ConversationContext(services, revocation, other, whole, done, demand, unread);
    }

    /** Returns this context with a task that runs when the conversation is done. */
    ConversationContext then(Runnable next) {
        return new ConversationContext(services, revocation, output, whole, next, demand, unread);
    }

    /** Returns this context with a listener that is called before each demand. */
    ConversationContext onDemand(Runnable told) {
        Runnable both = () -> {
            told.run();
            demandNow();
        };
        return new ConversationContext(services, revocation, output, whole, done, both, unread);
    }

    /** Returns this context for a conversation whose demands are ignored. */
    ConversationContext withoutDemand() {
        return new ConversationContext(services, revocation, output, whole, done, () -> {}, null);
    }

    /**
     * Returns this context for a conversation that gets its frames from another one.
     *
     * @param from called when it demands the next frame
     * @param leftTo receives a frame that it leaves to the next conversation
     */
    ConversationContext reading(Runnable from, Consumer<Frame> leftTo) {
        return new ConversationContext(services, revocation, output, whole, done, from, leftTo);
    }

    /** Returns this context for a part, which can end before the whole. */
    ConversationContext part() {
        Revocation inner = new Revocation(revocation);
        return new ConversationContext(
                services, inner, new RevocableOutput(output, inner), whole, done, demand, unread);
    }

    /** Revokes the context, since another conversation takes over. Called on the conversation's thread. */
    public void revoke() {
        revocation.revoke();
    }

    public FrameOutput output() {
        return output;
    }

    /** Returns the whole behavior as a Java expression, for the journal. */
    public String whole() {
        return whole.toString();
    }

    /** Called by a finite conversation when it has ended, on the conversation's thread. */
    public void done() {
        if (done != null) {
            done.run();
        }
    }

    /** See {@link ConversationServices#demand}. */
    public void demand() {
        if (!revocation.isRevoked()) {
            demandNow();
        }
    }

    /** See {@link ConversationServices#awaitsFrame}. */
    boolean awaitsFrame() {
        return services.awaitsFrame();
    }

    private void demandNow() {
        if (demand == null) {
            services.demand();
        } else {
            demand.run();
        }
    }

    /** Returns a data frame unread; the next conversation gets it. */
    void unread(Frame frame) {
        if (unread != null) {
            revocation.unlessRevoked(() -> unread.accept(frame));
        }
    }

    /** Runs a task later, as a timer of the whole behavior. */
    public Runnable schedule(Duration delay, Runnable task) {
        return schedule(whole(), delay, task);
    }

    /** See {@link ConversationServices#schedule}. */
    Runnable schedule(String what, Duration delay, Runnable task) {
        return revocation.start(task, elapse -> services.schedule(what, delay, elapse));
    }

    /** See {@link ConversationServices#limit}. */
    Runnable limit(Duration delay, Runnable task) {
        return revocation.start(task, elapse -> services.limit(delay, elapse));
    }

    /** See {@link ConversationServices#requirePongs}. */
    void requirePongs() {
        services.requirePongs();
    }

    /** See {@link ConversationServices#isDrivenByTest}. */
    boolean isDrivenByTest() {
        return services.isDrivenByTest();
    }

    /** See {@link ConversationServices#execute}. */
    public void execute(Runnable task) {
        services.execute(() -> revocation.unlessRevoked(task));
    }

    /** See {@link ConversationServices#ask}. */
    public <T> void ask(String where, Supplier<T> code, Consumer<T> then) {
        ask(where, code, then, result -> {});
    }

    /**
     * See {@link ConversationServices#ask}.
     *
     * @param late receives the result if another conversation has taken over meanwhile
     */
    <T> void ask(String where, Supplier<T> code, Consumer<T> then, Consumer<T> late) {
        services.ask(where, code, result -> (revocation.isRevoked() ? late : then).accept(result));
    }

    /** See {@link ConversationServices#record}. */
    public void record(Event event) {
        revocation.unlessRevoked(() -> services.record(event));
    }

    /** Records what became of this conversation, also if another one has taken over, but not after the end. */
    void recordLate(Event event) {
        if (!services.isOver()) {
            services.record(event);
        }
    }

    /** See {@link ConversationServices#fail}. Any thread may call it, also when the behavior has ended. */
    void fail(String what) {
        services.fail(what);
    }

    /** See {@link ConversationServices#changed}. */
    void changed() {
        services.changed();
    }

    /** See {@link ConversationServices#keep}. */
    void keep(long bytes) {
        services.keep(bytes);
    }

    /** See {@link ConversationServices#pace}. */
    void pace(Pace what, int bytes) {
        services.pace(what, bytes);
    }

    /** See {@link ConversationServices#delayInput}. */
    void delayInput(VaryingDelay delay) {
        services.delayInput(delay);
    }

    /** See {@link ConversationServices#endInputDelay}. */
    void endInputDelay() {
        services.endInputDelay();
    }

    /** See {@link ConversationServices#name}. */
    String name() {
        return services.name();
    }

    /** See {@link ConversationServices#connection}. */
    Object connection() {
        return services.connection();
    }

    /** See {@link ConversationServices#handshake}. */
    public Handshake handshake() {
        return services.handshake();
    }

    /** See {@link ConversationServices#isOver}. */
    boolean isOver() {
        return services.isOver();
    }

    /** Says that the behavior has thrown, before it is ended for that. */
    public void fails() {
        revocation.fails();
    }

    /** Tells whether the conversation ends because another one takes over. */
    boolean isReplaced() {
        return !isOver() && !revocation.hasFailed();
    }

    /** Returns why the conversation ends, for the journal. */
    String whyItEnds() {
        if (isReplaced()) {
            return "another behavior took over";
        }
        return isOver() ? "the connection ended" : "the behavior failed";
    }

    /** See {@link ConversationServices#took}. */
    void took(NumberedRule rule) {
        services.took(rule);
    }

    /** See {@link ConversationServices#scripts}. */
    RunningScripts scripts() {
        return services.scripts();
    }

    /** See {@link ConversationServices#rooms}. */
    Rooms rooms() {
        return services.rooms();
    }

    /** See {@link ConversationServices#seed}. */
    long seed() {
        return services.seed();
    }
}
