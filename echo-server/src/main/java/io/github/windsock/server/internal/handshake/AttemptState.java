package io.github.windsock.server.internal.handshake;

import io.github.windsock.Handshake;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.internal.behavior.HandshakeDecision;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.session.PublicView;
import io.github.windsock.server.internal.session.ServerSession;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's attempt to connect and its outcome. It is answered, or ended without an answer, only once. */
public final class AttemptState {
    private final PartyLog log;
    private final Entry entry;
    private final PublicView view = new PublicView();
    private volatile Handshake handshake;
    private volatile @Nullable ServerSession session;
    private final AtomicReference<@Nullable Consumer<Plan>> question = new AtomicReference<>();
    private volatile @Nullable Runnable resetting;

    /** Null until it is settled; then the reason why it cannot be answered any more, empty if it was answered. */
    private final AtomicReference<@Nullable String> lost = new AtomicReference<>();

    AttemptState(PartyLog log, Entry entry, Handshake handshake) {
        this.log = log;
        this.entry = entry;
        this.handshake = handshake;
    }

    public PublicView view() {
        return view;
    }

    public PartyLog log() {
        return log;
    }

    public Handshake handshake() {
        return handshake;
    }

    /** Returns its entry in the journal. */
    public Entry entry() {
        return entry;
    }

    public Optional<ServerSession> session() {
        return Optional.ofNullable(session);
    }

    /** Answers it for the test, if it was left to the test. */
    public void answer(Plan plan) {
        if (plan.isChosenByAttempt() || plan.decision() instanceof HandshakeDecision.Asked) {
            throw new IllegalArgumentException(plan + " is not an answer to one attempt");
        }
        Consumer<Plan> asked = question.getAndSet(null);
        if (asked == null) {
            throw new IllegalStateException(this + whyNotAsked());
        }
        asked.accept(plan);
        if (isLost()) {
            throw new IllegalStateException(this + whyNotAsked()); // it was lost at the same time
        }
    }

    /** Resets its connection (RST) if it is not answered yet. */
    public void reset() {
        Runnable task = resetting;
        if (task != null) {
            task.run();
        }
    }

    private String whyNotAsked() {
        if (isLost()) {
            return " cannot be answered any more: " + lost;
        }
        return isSettled() ? " has been answered already" : " is not left to the test; let the server behave as ask()";
    }

    /** Leaves the answer to the test. */
    void ask(Consumer<Plan> answerer) {
        question.set(answerer);
        if (isSettled()) {
            question.set(null); // it was dismissed at the same time
        }
        log.journal().signal();
    }

    /** Tells whether it waits for the test's answer. */
    boolean isAsked() {
        return question.get() != null;
    }

    /** Tells whether it was answered, or ended without an answer. */
    boolean isSettled() {
        return lost.get() != null;
    }

    private boolean isLost() {
        String why = lost.get();
        return why != null && !why.isEmpty();
    }

    /** Returns true to the first caller, which may answer it or end it without an answer. */
    boolean settle() {
        return lost.compareAndSet(null, "");
    }

    /** Ends it without an answer, unless it was answered. */
    boolean dismiss(String why) {
        synchronized (lost) {
            boolean isFirst = lost.compareAndSet(null, why);
            if (isFirst) {
                question.set(null);
                log.record(Events.note("never answered", why), ReadyState.CLOSED);
            }
            return isFirst;
        }
    }

    /** Records what its behavior does, unless it has ended without an answer, which is the last that is recorded. */
    void record(Event event) {
        synchronized (lost) {
            if (!isLost()) {
                log.record(event);
            }
        }
    }

    void whenReset(Runnable task) {
        resetting = task;
    }

    /** Sets the handshake with its answer. The caller signals the journal. */
    void answered(Handshake answered) {
        handshake = answered;
    }

    void accepted(ServerSession created) {
        session = created;
    }

    /** Returns the name, the request and the answer's status, such as {@code server#1 GET /chat 101}. */
    @Override
    public String toString() {
        return log + " " + handshake;
    }
}
