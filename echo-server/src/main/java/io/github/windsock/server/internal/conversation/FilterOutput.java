package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.Event;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A wire that does something differently. */
abstract class FilterOutput implements FrameOutput {
    private final FrameOutput wire;

    FilterOutput(FrameOutput wire) {
        this.wire = wire;
    }

    @Override
    public void send(Frame frame, Runnable written) {
        wire.send(frame, written);
    }

    @Override
    public void close(CloseStatus status) {
        wire.close(status);
    }

    @Override
    public void refuse(long limit, String remedy) {
        wire.refuse(limit, remedy);
    }

    @Override
    public void keep(long bytes) {
        wire.keep(bytes);
    }

    @Override
    public void drop(String why) {
        wire.drop(why);
    }

    @Override
    public void reset(String why) {
        wire.reset(why);
    }

    @Override
    public void demand() {
        wire.demand();
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        return wire.schedule(delay, task);
    }

    @Override
    public void execute(Runnable task) {
        wire.execute(task);
    }

    @Override
    public <T> void ask(String where, Supplier<T> code, Consumer<T> then) {
        wire.ask(where, code, then);
    }

    @Override
    public String name() {
        return wire.name();
    }

    @Override
    public Handshake handshake() {
        return wire.handshake();
    }

    @Override
    public void record(Event event) {
        wire.record(event);
    }

    @Override
    public void changed() {
        wire.changed();
    }

    @Override
    public Rooms rooms() {
        return wire.rooms();
    }

    @Override
    public long seed() {
        return wire.seed();
    }

    @Override
    public void complain(String what) {
        wire.complain(what);
    }
}
