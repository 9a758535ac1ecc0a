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
 * Keeps what the client sends as long as a slow network would, and then hands it on in order: frames, what breaks a rule, and
 * the end. Until a behavior delays it is not in use. It reads ahead, since each frame is late by itself, up to a bound.
 * Everything happens on the session's thread, but {@link #demand}, {@link #hurry} and what is asked.
 *
 * <p>The pings of a fence go behind what came before them. Where time is the test's, they pass what waits for it: the fence
 * is to tell what is decided as long as no time passes.
 */
final class DelayedInput {
    private static final long MOST_BYTES = 1 << 20;

    /** What a frame of no bytes takes, with its timer. */
    private static final int COST = 256;

    private final SessionState state;
    private final StallGate gate;
    private final Supplier<ConversationServices> services;
    private final Consumer<Frame> receiver;
    private final Consumer<Frame> fenceReader;

    private final Deque<Late> held = new ArrayDeque<>();
    private final Deque<Late> passing = new ArrayDeque<>(); // fences, where time is the test's
    private @Nullable VaryingDelay delay;
    private long heldBytes;
    private boolean isAsked; // the link, for the next frame
    private boolean isHurried;
    private boolean isDraining;
    private boolean waitsForNobody; // the behavior may wait for a write that never ends
    private boolean isOver; // nothing more comes

    private int ends;

    // Read by other threads.
    private volatile boolean isInUse;
    private volatile boolean isWanted; // the next frame, by the behavior
    private volatile boolean isFull;
    private volatile boolean holdsEnd;

    /** What has come, and waits for its time. */
    private static final class Late {
        final Kind kind;
        final long size;
        final Runnable deed;
        boolean isDue;
        Runnable timer = () -> {};

        Late(Kind kind, long size, Runnable deed) {
            this.kind = kind;
            this.size = size;
            this.deed = deed;
        }
    }

    private enum Kind {
        FRAME,
        FENCE,
        /** Behind which the client sends nothing that matters. */
        END
    }

    /**
     * Makes one.
     *
     * @param receiver takes a frame
     * @param fenceReader takes a ping or pong of a fence
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

    // What behaviors want.

    /** Delays from now on; null ends that, and what is held comes at once, to the behavior that takes over. */
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

    /** Says whether nothing is worth waiting for any more: then all that is held, and that still comes, comes at once. */
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

    // What comes.

    /** Returns whether a frame is kept, if only for a moment. */
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
        isWanted = false; // the next one, until it is asked for
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

    /** Does in its turn what a frame was not, and behind which nothing of the client is read. */
    void inTurn(Runnable deed) {
        if (isInUse) {
            keep(new Late(Kind.END, COST, deed));
        } else {
            deed.run();
        }
    }

    /** What is due goes on from now on, asked for or not. */
    void waitForNobody() {
        waitsForNobody = true;
        if (isInUse) {
            goOn();
        }
    }

    /** Does in its turn what is to be done when the client has ended the connection, though nothing can be answered any more. */
    void endInTurn(Runnable deed) {
        isOver = true;
        waitsForNobody = true;
        if (gate.isShut()) {
            drop("the server did not read on");
        }
        inTurn(deed);
    }

    /** The server has ended the connection: what is held never comes. */
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
        VaryingDelay by = isHurried ? null : delay;
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

    // Handing it on.

    /** Hands on what is due and wanted, in order, and reads on. What that leads to may call this again, which does nothing then. */
    private void goOn() {
        if (isDraining) {
            return;
        }
        isDraining = true;
        try {
            for (Late next = next(); next != null; next = next()) {
                next.deed.run();
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
        boolean readsAhead = delay != null && heldBytes < MOST_BYTES;
        boolean asks = !isAsked && !isOver && (readsAhead || (isWanted && isIdle));
        isAsked |= asks;
        if (delay == null && isIdle && (isOver || isAsked == isWanted)) {
            isInUse = false; // what is asked of this is asked of the link, as if it had never been in use
        }
        if (asks) {
            ask();
        }
    }

    private void ask() {
        if (!gate.isKeptBack(this::ask)) {
            state.link().demand();
        }
    }

    private void tell() {
        boolean full = heldBytes >= MOST_BYTES;
        boolean end = ends > 0;
        if (full != isFull || end != holdsEnd) {
            isFull = full;
            holdsEnd = end;
            state.changed();
        }
    }

    // What a fence asks.

    /** Returns whether nothing more is read before the test lets time pass. */
    boolean isStuck() {
        return isFull && services.get().isDrivenByTest();
    }

    /** Returns whether all that the client could say is here, and only waits until the test lets time pass. */
    boolean hasReadAll() {
        return holdsEnd && services.get().isDrivenByTest();
    }
}
