package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.text.Text;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.internal.Events;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Delays everything that is sent and keeps its order. It holds a limited amount; beyond that, senders wait. */
public final class DelayedOutput extends FilterOutput {
    private static final int MAX_HELD = 64;
    private static final long MAX_BYTES = 1 << 20;

    private final ConversationContext context;
    private final VaryingDelay delay;
    private final Deque<DelayedAction> held = new ArrayDeque<>();
    private long heldBytes;
    private Runnable whenIdle = () -> {};
    private volatile int waiting; // the size of held
    private volatile boolean isFull; // senders wait
    private volatile boolean readsOn; // the next frame was demanded

    /** A delayed action. It runs when its delay is over and all actions before it are done. */
    private static final class DelayedAction {
        private final Runnable action;
        private final int size;
        private final boolean isFrame;
        private boolean isDue;

        DelayedAction(Runnable action, int size, boolean isFrame) {
            this.action = action;
            this.size = size;
            this.isFrame = isFrame;
        }
    }

    private DelayedOutput(ConversationContext context, VaryingDelay delay) {
        super(context.output());
        this.context = context;
        this.delay = delay;
    }

    public static Conversation begin(Duration time, Duration jitter, Starter inner, ConversationContext context) {
        DelayedOutput delayed = new DelayedOutput(context, new VaryingDelay(time, jitter, context.seed()));
        Conversation conversation = inner.begin(
                context.on(delayed).then(() -> delayed.idle(context::done)).onDemand(() -> delayed.readsOn = true));
        return new DelayedConversation(conversation, context, delayed);
    }

    /** Runs the behavior whose messages are delayed. */
    private static final class DelayedConversation extends FilterConversation {
        private final DelayedOutput delayed;

        DelayedConversation(Conversation inner, ConversationContext context, DelayedOutput delayed) {
            super(inner, context);
            this.delayed = delayed;
        }

        @Override
        public void opened() {
            delayed.delay.note(context());
            super.opened();
        }

        @Override
        public void data(Frame frame) {
            delayed.readsOn = false;
            super.data(frame);
        }

        @Override
        public void ping(Frame frame) {
            delayed.readsOn = false;
            super.ping(frame);
        }

        @Override
        public void pong(Frame frame) {
            delayed.readsOn = false;
            super.pong(frame);
        }

        @Override
        public void ended() {
            super.ended();
            delayed.flush();
        }

        @Override
        boolean waitsForTestClock() {
            return (delayed.waiting > 0 && context().isDrivenByTest()) || super.waitsForTestClock();
        }

        @Override
        public boolean isHeld() {
            return (delayed.isFull && !delayed.readsOn && context().isDrivenByTest()) || super.isHeld();
        }

        @Override
        public Optional<String> unfinished() {
            return delayed.waiting == 0 || context().isDrivenByTest()
                    ? super.unfinished()
                    : Optional.of(delayed.waiting + " late messages");
        }
    }

    @Override
    public void send(Frame frame, Runnable written) {
        int size = frame.size();
        boolean isRoom = held.size() < MAX_HELD && heldBytes + size <= MAX_BYTES;
        isFull = !isRoom;
        if (isRoom) {
            hold(size, true, () -> super.send(frame, () -> {}));
            written.run();
        } else {
            hold(size, true, () -> {
                isFull = false;
                super.send(frame, written);
            });
        }
    }

    @Override
    public void end(OutputEnd end) {
        hold(0, false, () -> super.end(end));
    }

    @Override
    public void breakRule(FaultyBytes bytes, FaultOrder order) {
        hold((int) bytes.bytes().size(), false, () -> super.breakRule(bytes, order));
    }

    @Override
    public void disturb(Disturbance what, FaultOrder order) {
        hold(0, false, () -> super.disturb(what, order));
    }

    private void hold(int size, boolean isFrame, Runnable action) {
        DelayedAction delayed = new DelayedAction(action, size, isFrame);
        held.add(delayed);
        heldBytes += size;
        context.keep(size);
        changedTo(held.size());
        context.schedule(delay.toString(), delay.next(), () -> {
            delayed.isDue = true;
            doWhatIsDue();
        });
    }

    private void doWhatIsDue() {
        while (!held.isEmpty() && held.element().isDue) {
            doFirst();
        }
        changedTo(held.size());
        if (held.isEmpty()) {
            Runnable next = whenIdle;
            whenIdle = () -> {};
            next.run();
        }
    }

    private void doFirst() {
        DelayedAction first = held.remove();
        heldBytes -= first.size;
        first.action.run();
        context.keep(-first.size);
    }

    private void idle(Runnable next) {
        if (held.isEmpty()) {
            next.run();
        } else {
            whenIdle = next;
        }
    }

    /** Sends everything at once when another conversation takes over, so that it comes before that one's messages. */
    private void flush() {
        whenIdle = () -> {};
        if (!context.isReplaced()) {
            noteLost();
        }
        while (!held.isEmpty()) {
            doFirst();
        }
        changedTo(0);
    }

    /** Records what nothing can send any more. */
    private void noteLost() {
        long lost = held.stream().filter(each -> each.isFrame).count();
        if (lost > 0) {
            String why = delay + ": " + context.whyItEnds() + " before its turn";
            context.record(Events.note("never sent: " + Text.count(lost, "delayed frame"), why));
        }
    }

    private void changedTo(int count) {
        boolean isNews = (waiting == 0) != (count == 0);
        waiting = count;
        if (isNews) {
            context.changed();
        }
    }
}
