package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.Event;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The wire of one conversation: when another one takes over, what this one still had in mind does nothing any more. */
public final class RevocableOutput extends FilterOutput {
    private final Set<Runnable> timers = ConcurrentHashMap.newKeySet();
    private volatile boolean retired;

    public RevocableOutput(FrameOutput wire) {
        super(wire);
    }

    /** Ends what writes here; called on the conversation's thread. */
    public void retire() {
        retired = true;
        timers.forEach(Runnable::run);
        timers.clear();
    }

    @Override
    public void send(Frame frame, Runnable written) {
        if (!retired) {
            super.send(frame, written);
        }
    }

    @Override
    public void close(CloseStatus status) {
        if (!retired) {
            super.close(status);
        }
    }

    @Override
    public void refuse(long limit, String remedy) {
        if (!retired) {
            super.refuse(limit, remedy);
        }
    }

    @Override
    public void drop(String why) {
        if (!retired) {
            super.drop(why);
        }
    }

    @Override
    public void reset(String why) {
        if (!retired) {
            super.reset(why);
        }
    }

    @Override
    public void demand() {
        if (!retired) {
            super.demand();
        }
    }

    @Override
    public void execute(Runnable task) {
        super.execute(() -> runUnlessRetired(task));
    }

    @Override
    public <T> void ask(String where, Supplier<T> code, Consumer<T> then) {
        super.ask(where, code, result -> runUnlessRetired(() -> then.accept(result)));
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(task);
        timers.add(timer);
        timer.stopper = super.schedule(delay, timer::elapse);
        return timer;
    }

    @Override
    public void record(Event event) {
        if (!retired) {
            super.record(event);
        }
    }

    @Override
    public void complain(String what) {
        if (!retired) {
            super.complain(what);
        }
    }

    private void runUnlessRetired(Runnable task) {
        if (!retired) {
            task.run();
        }
    }

    /** Running it stops it. */
    private final class Timer implements Runnable {
        private final Runnable task;
        private volatile Runnable stopper = () -> {};

        Timer(Runnable task) {
            this.task = task;
        }

        void elapse() {
            timers.remove(this);
            runUnlessRetired(task);
        }

        @Override
        public void run() {
            timers.remove(this);
            stopper.run();
        }
    }
}
