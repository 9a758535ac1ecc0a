package io.github.windsock.server.internal.session;

import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.ConversationServices;
import io.github.windsock.server.internal.conversation.VaryingDelay;
import io.github.windsock.server.internal.engine.Link;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Delays what the client sends and passes it on in order: frames, violations of the protocol, and the end. It is in use
 * only while a behavior sets a delay. It reads ahead up to a limit, since each frame has its own delay. Everything runs
 * on the session's thread, except {@link #demand}, {@link #suspend} and the getters.
 *
 * <p>The pings of a fence follow the frames before them. With a test clock they overtake delayed frames, because the
 * fence must tell what is decided while no time passes.
 */
final class DelayedInput {
    private static final long MAX_BYTES = 1 << 20;

    /** The memory that an empty frame takes with its timer. */
    private static final int OVERHEAD_BYTES = 256;

    private final SessionState state;
    private final StallGate gate;
    private final Recipient recipient;

    private final Deque<HeldInput> held = new ArrayDeque<>();
    private final Deque<HeldInput> overtaking = new ArrayDeque<>(); // fences, with a test clock
    private long heldBytes;
    private int heldEnds;
    private boolean isRequested; // the next frame was requested from the link
    private boolean isSuspended;
    private boolean isPassingOn;
    private boolean needsNoDemand; // a behavior that waits for a write that never completes demands nothing
    private boolean hasEnded; // what follows a Close frame, such as FIN, arrives with it
    private boolean isOver; // nothing more arrives
    private boolean awaitsResume; // of a stalled session

    // Read by other threads.
    private volatile @Nullable VaryingDelay delay;
    private volatile boolean isInUse;
    private volatile boolean isDemanded; // the behavior has demanded the next frame
    private volatile boolean isFull;
    private volatile boolean isWaiting; // the first one is not due
    private volatile boolean holdsEnd;

    /** A delayed frame or event. */
    private static final class HeldInput {
        final Kind kind;
        final long size;
        final Runnable action;
        boolean isDue;
        Runnable cancelTimer = () -> {};

        HeldInput(Kind kind, long size, Runnable action) {
            this.kind = kind;
            this.size = size;
            this.action = action;
        }

        boolean isLast() {
            return kind == Kind.CLOSE_FRAME || kind == Kind.END;
        }
    }

    private enum Kind {
        FRAME,
        FENCE,
        /** The client sends nothing relevant after it. */
        CLOSE_FRAME,
        /** A violation or the end of the connection; the client sends nothing relevant after it. */
        END
    }

    /** Gets what was delayed. */
    interface Recipient {
        ConversationServices services();

        void receive(Frame frame);

        /** Receives a ping or pong of a fence. */
        void readFence(Frame fence);
    }

    DelayedInput(SessionState state, StallGate gate, Recipient recipient) {
        this.state = state;
        this.gate = gate;
        this.recipient = recipient;
    }

    // Called by behaviors.

    /** Sets the delay. */
    void delayBy(VaryingDelay next) {
        delay = next;
        if (!isInUse) {
            isRequested = isDemanded;
            isSuspended = false; // a suspension may have begun when there was another delay
            isInUse = true;
        }
    }

    /** Ends the delay: everything delayed goes at once to the behavior that takes over. */
    void endDelay() {
        delay = null;
        if (isInUse) {
            releaseAll();
            Runnable unused = state.link().schedule(Duration.ZERO, this::passOn);
        }
    }

    /** See {@link ConversationServices#demand}. */
    void demand() {
        if (isInUse) {
            state.link().execute(this::demanded);
        } else {
            isDemanded = true;
            state.link().demand();
        }
    }

    /** See {@link ConversationServices#awaitsFrame}. A frame that waits in the gate is one that has come. */
    boolean awaitsFrame() {
        return isDemanded;
    }

    private void demanded() {
        isDemanded = true;
        passOn();
    }

    /** Suspends the delay, or resumes it. Meanwhile everything delayed and everything new arrives at once. */
    void suspend(boolean suspends) {
        if (isInUse) {
            state.link().execute(() -> {
                isSuspended = suspends;
                if (suspends) {
                    releaseAll();
                    passOn();
                }
            });
        }
    }

    private void releaseAll() {
        for (HeldInput each : held) {
            each.cancelTimer.run();
            each.isDue = true;
        }
    }

    // Input.

    /** Takes a frame to delay it; returns false if no delay is in use. */
    boolean takes(Frame frame) {
        if (!isInUse) {
            isDemanded = false;
            return false;
        }
        isRequested = false;
        if (FrameReceiver.isFence(frame)) {
            takeFence(frame);
        } else {
            Kind kind = frame.opcode() == Opcode.CLOSE ? Kind.CLOSE_FRAME : Kind.FRAME;
            hold(new HeldInput(kind, frame.size() + (long) OVERHEAD_BYTES, () -> receive(frame)));
        }
        return true;
    }

    private void receive(Frame frame) {
        isDemanded = false; // until the behavior demands the next frame
        recipient.receive(frame);
    }

    private void takeFence(Frame frame) {
        HeldInput fence = new HeldInput(Kind.FENCE, OVERHEAD_BYTES, () -> recipient.readFence(frame));
        if (recipient.services().isDrivenByTest()) {
            overtaking.add(fence);
        } else {
            fence.isDue = true;
            add(fence);
        }
        passOn();
    }

    /** Runs an action after all delayed frames. Nothing of the client is read after it. */
    void runInOrder(Runnable action) {
        if (isInUse) {
            hold(new HeldInput(Kind.END, OVERHEAD_BYTES, action));
        } else {
            action.run();
        }
    }

    /** Passes on what is due without a demand from now on. */
    void needNoDemand() {
        needsNoDemand = true;
        if (isInUse) {
            passOn();
        }
    }

    /**
     * Runs an action after all delayed frames, when the client has ended the connection. Nothing can be answered any
     * more.
     */
    void endInOrder(Runnable action) {
        isOver = true;
        needsNoDemand = true;
        if (gate.isShut()) {
            drop("the server did not read on");
        }
        runInOrder(action);
    }

    /** Drops everything delayed, since the server has ended the connection. */
    void end() {
        isOver = true;
        drop("the server ended the connection meanwhile");
    }

    private void drop(String why) {
        if (held.isEmpty() && overtaking.isEmpty()) {
            return; // as on nearly all connections
        }
        long lost = held.stream().filter(each -> each.kind != Kind.FENCE).count();
        if (lost > 0) {
            state.log().record(Events.note("never received: " + Text.count(lost, "delayed frame"), why));
        }
        held.forEach(each -> each.cancelTimer.run());
        held.clear();
        overtaking.clear();
        state.link().keep(-heldBytes);
        heldBytes = 0;
        heldEnds = 0;
    }

    private void hold(HeldInput input) {
        add(input);
        VaryingDelay by = isSuspended || hasEnded ? null : delay;
        hasEnded |= input.isLast();
        if (by == null) {
            input.isDue = true;
        } else {
            input.cancelTimer = recipient.services().schedule("upload " + by, by.next(), () -> {
                input.isDue = true;
                passOn();
            });
        }
        passOn();
    }

    private void add(HeldInput input) {
        held.add(input);
        count(input, 1);
    }

    private void count(HeldInput input, int sign) {
        heldBytes += sign * input.size;
        heldEnds += input.isLast() ? sign : 0;
        state.link().keep(sign * input.size);
    }

    // Output.

    /** Passes on what is due and demanded, in order, and reads on. Nested calls do nothing. */
    private void passOn() {
        if (isPassingOn) {
            return;
        }
        isPassingOn = true;
        try {
            for (HeldInput next = next(); next != null; next = next()) {
                next.action.run();
            }
        } finally {
            isPassingOn = false;
        }
        readOn();
        updateGetters();
    }

    private @Nullable HeldInput next() {
        if (!isDemanded && !needsNoDemand) {
            return null;
        }
        if (needsNoDemand && holdsBack()) {
            return endUnread();
        }
        HeldInput first = held.peek();
        if (first != null && first.isDue) {
            held.remove();
            count(first, -1);
            return first;
        }
        return overtaking.poll();
    }

    /**
     * Tells whether a stalled session keeps what is due. A frame that was demanded may wait in the gate instead, since
     * it is the only one.
     */
    private boolean holdsBack() {
        if (!awaitsResume) {
            awaitsResume = gate.postpone(this::resumed);
        }
        return awaitsResume;
    }

    private void resumed() {
        awaitsResume = false;
        passOn();
    }

    /** Returns the end of the connection when a stalled session would have read everything before it; drops that. */
    private @Nullable HeldInput endUnread() {
        HeldInput last = held.peekLast();
        boolean comes = last != null && last.kind == Kind.END && held.stream().allMatch(each -> each.isDue);
        if (!comes || !gate.isStalled()) {
            return null;
        }
        count(held.removeLast(), -1);
        drop("the server did not read on");
        return last;
    }

    private void readOn() {
        boolean isEmpty = held.isEmpty() && overtaking.isEmpty();
        boolean readsAhead = delay != null && heldBytes < MAX_BYTES;
        boolean requests = !isRequested && !isOver && (readsAhead || (isDemanded && isEmpty));
        isRequested |= requests;
        if (delay == null && isEmpty && (isOver || isRequested == isDemanded)) {
            isInUse = false; // demands go directly to the link again
        }
        if (requests) {
            request();
        }
    }

    private void request() {
        Link link = state.link();
        if (!gate.postpone(link::demand)) {
            link.demand();
        }
    }

    private void updateGetters() {
        HeldInput first = held.peek();
        isWaiting = first != null && !first.isDue;
        boolean full = heldBytes >= MAX_BYTES;
        boolean end = heldEnds > 0;
        if (full != isFull || end != holdsEnd) {
            isFull = full;
            holdsEnd = end;
            state.changed();
        }
    }

    // Called by fences.

    /** Tells whether nothing more is read until the test advances the clock. */
    boolean isStuck() {
        return isFull && recipient.services().isDrivenByTest();
    }

    /** Tells whether everything of the client has arrived and only waits until the test advances the clock. */
    boolean hasReadAll() {
        return holdsEnd && recipient.services().isDrivenByTest();
    }

    /** Returns how long a frame is held that is not due yet; empty if there is none. */
    Optional<String> delay() {
        VaryingDelay by = delay;
        return isWaiting && by != null ? Optional.of(by.limit() + " (uploadLatency)") : Optional.empty();
    }
}
