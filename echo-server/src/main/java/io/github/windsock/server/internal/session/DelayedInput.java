package io.github.windsock.server.internal.session;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.ConversationServices;
import io.github.windsock.server.internal.conversation.VaryingDelay;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Delays what the client sends and passes it on in order: frames, violations of the protocol, and the end. It is in use
 * only while a behavior sets a delay. It reads ahead up to a limit, since each frame has its own delay. Everything runs
 * on the session's thread, except {@link #demand}, {@link #hurry} and the getters.
 *
 * <p>The pings of a fence follow the frames before them. With a test clock they overtake delayed frames, because the
 * fence must tell what is decided while no time passes.
 */
final class DelayedInput {
    private static final long MAX_BYTES = 1 << 20;

    /** The memory of an empty frame with its timer, in bytes. */
    private static final int COST = 256;

    private final SessionState state;
    private final StallGate gate;
    private final Supplier<ConversationServices> services;
    private final Consumer<Frame> receiver;
    private final Consumer<Frame> fenceReader;

    private final Deque<Late> held = new ArrayDeque<>();
    private final Deque<Late> passing = new ArrayDeque<>(); // fences, with a test clock
    private @Nullable VaryingDelay delay;
    private long heldBytes;
    private boolean isAsked; // the next frame was demanded from the link
    private boolean isHurried;
    private boolean isDraining;
    private boolean waitsForNobody; // no demand is needed: the behavior may wait for a write that never completes
    private boolean hasEnded; // what follows a Close frame, such as FIN, arrives with it
    private boolean isOver; // nothing more arrives

    private int ends;

    // Read by other threads.
    private volatile boolean isInUse;
    private volatile boolean isWanted; // the behavior has demanded the next frame
    private volatile boolean isFull;
    private volatile boolean holdsEnd;

    /** A delayed frame or event. */
    private static final class Late {
        final Kind kind;
        final long size;
        final Runnable action;
        boolean isDue;
        Runnable timer = () -> {};

        Late(Kind kind, long size, Runnable action) {
            this.kind = kind;
            this.size = size;
            this.action = action;
        }
    }

    private enum Kind {
        FRAME,
        FENCE,
        /** A Close frame, a violation or the end; the client sends nothing relevant after it. */
        END
    }

    /**
     * Creates it.
     *
     * @param receiver receives the frames
     * @param fenceReader receives the pings and pongs of fences
     */
    DelayedInput(
            SessionState state,
            StallGate gate,
            Supplier<ConversationServices> services,
            Consumer<Frame> receiver,
            Consumer<Frame> fenceReader) {
        this.state = state;
        this.gate = gate;
        this.services = services;
        this.receiver = receiver;
        this.fenceReader = fenceReader;
    }

    // Called by behaviors.

    /** Sets the delay. Null ends it: everything delayed then goes at once to the behavior that takes over. */
    void delayBy(@Nullable VaryingDelay next) {
        delay = next;
        if (next != null && !isInUse) {
            isAsked = isWanted;
            isInUse = true;
        } else if (next == null && isInUse) {
            letGo();
            Runnable unused = state.link().schedule(Duration.ZERO, this::goOn);
        }
    }

    /** See {@link ConversationServices#demand}. */
    void demand() {
        if (isInUse) {
            state.link().execute(this::want);
        } else {
            isWanted = true;
            state.link().demand();
        }
    }

    private void want() {
        isWanted = true;
        goOn();
    }

    /** Turns the delay off or on again. While it is off, everything delayed and everything new arrives at once. */
    void hurry(boolean hurries) {
        if (isInUse) {
            state.link().execute(() -> {
                isHurried = hurries;
                if (hurries) {
                    letGo();
                    goOn();
                }
            });
        }
    }

    private void letGo() {
        for (Late each : held) {
            each.timer.run();
            each.isDue = true;
        }
    }

    // Input.

    /** Takes a frame to delay it; returns false if no delay is in use. */
    boolean keeps(Frame frame) {
        if (!isInUse) {
            isWanted = false;
            return false;
        }
        isAsked = false;
        if (FrameReceiver.isFence(frame)) {
            keepFence(frame);
        } else {
            Kind kind = frame.opcode() == Opcode.CLOSE ? Kind.END : Kind.FRAME;
            keep(new Late(kind, frame.size() + (long) COST, () -> receive(frame)));
        }
        return true;
    }

    private void receive(Frame frame) {
        isWanted = false; // until the behavior demands the next frame
        receiver.accept(frame);
    }

    private void keepFence(Frame frame) {
        Late fence = new Late(Kind.FENCE, COST, () -> fenceReader.accept(frame));
        if (services.get().isDrivenByTest()) {
            passing.add(fence);
        } else {
            fence.isDue = true;
            add(fence);
        }
        goOn();
    }

    /** Runs an action after all delayed frames. Nothing of the client is read after it. */
    void inTurn(Runnable action) {
        if (isInUse) {
            keep(new Late(Kind.END, COST, action));
        } else {
            action.run();
        }
    }

    /** Passes on what is due from now on without a demand. */
    void waitForNobody() {
        waitsForNobody = true;
        if (isInUse) {
            goOn();
        }
    }

    /**
     * Runs an action after all delayed frames, when the client has ended the connection. Nothing can be answered any
     * more.
     */
    void endInTurn(Runnable action) {
        isOver = true;
        waitsForNobody = true;
        if (gate.isShut()) {
            drop("the server did not read on");
        }
        inTurn(action);
    }

    /** Drops everything delayed, since the server has ended the connection. */
    void end() {
        isOver = true;
        drop("the server ended the connection meanwhile");
    }

    private void drop(String why) {
        long lost = held.stream().filter(each -> each.kind != Kind.FENCE).count();
        if (lost > 0) {
            String frames = lost == 1 ? "1 late frame" : lost + " late frames";
            state.log().record(Events.note("never received: " + frames, why));
        }
        held.forEach(each -> each.timer.run());
        held.clear();
        passing.clear();
        state.link().keep(-heldBytes);
        heldBytes = 0;
        ends = 0;
    }

    private void keep(Late late) {
        add(late);
        VaryingDelay by = isHurried || hasEnded ? null : delay;
        hasEnded |= late.kind == Kind.END;
        if (by == null) {
            late.isDue = true;
        } else {
            late.timer = services.get().schedule("upload " + by, by.next(), () -> {
                late.isDue = true;
                goOn();
            });
        }
        goOn();
    }

    private void add(Late late) {
        held.add(late);
        count(late, 1);
    }

    private void count(Late late, int sign) {
        heldBytes += sign * late.size;
        ends += late.kind == Kind.END ? sign : 0;
        state.link().keep(sign * late.size);
    }

    // Output.

    /** Passes on what is due and demanded, in order, and reads on. Nested calls do nothing. */
    private void goOn() {
        if (isDraining) {
            return;
        }
        isDraining = true;
        try {
            for (Late next = next(); next != null; next = next()) {
                next.action.run();
            }
        } finally {
            isDraining = false;
        }
        readOn();
        tell();
    }

    private @Nullable Late next() {
        if (!isWanted && !waitsForNobody) {
            return null;
        }
        Late first = held.peek();
        if (first != null && first.isDue) {
            held.remove();
            count(first, -1);
            return first;
        }
        return passing.poll();
    }

    private void readOn() {
        boolean isIdle = held.isEmpty() && passing.isEmpty();
        boolean readsAhead = delay != null && heldBytes < MAX_BYTES;
        boolean asks = !isAsked && !isOver && (readsAhead || (isWanted && isIdle));
        isAsked |= asks;
        if (delay == null && isIdle && (isOver || isAsked == isWanted)) {
            isInUse = false; // demands go directly to the link again
        }
        if (asks) {
            ask();
        }
    }

    private void ask() {
        if (!gate.postpone(this::ask)) {
            state.link().demand();
        }
    }

    private void tell() {
        boolean full = heldBytes >= MAX_BYTES;
        boolean end = ends > 0;
        if (full != isFull || end != holdsEnd) {
            isFull = full;
            holdsEnd = end;
            state.changed();
        }
    }

    // Called by fences.

    /** Tells whether nothing more is read until the test advances the clock. */
    boolean isStuck() {
        return isFull && services.get().isDrivenByTest();
    }

    /** Tells whether everything of the client has arrived and only waits until the test advances the clock. */
    boolean hasReadAll() {
        return holdsEnd && services.get().isDrivenByTest();
    }
}
