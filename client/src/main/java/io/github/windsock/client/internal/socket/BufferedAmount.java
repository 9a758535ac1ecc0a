package io.github.windsock.client.internal.socket;

import java.util.concurrent.atomic.AtomicLong;

/** What was sent and is not written: grows at once, and to a task of the loop falls only before it begins. */
public final class BufferedAmount {
    private final EventLoop loop;
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private volatile long seenTurn = -1;
    private volatile long seenWritten;

    public BufferedAmount(EventLoop loop) {
        this.loop = loop;
    }

    /** Counts bytes that are sent, or dropped after the close. */
    public void sent(long bytes) {
        look();
        queued.addAndGet(bytes);
    }

    public void written(long bytes) {
        written.addAndGet(bytes);
    }

    public long get() {
        look();
        return queued.get() - (loop.isCurrentThread() ? seenWritten : written.get());
    }

    /** In a task of the loop, what is written counts from the next task on. */
    private void look() {
        if (loop.isCurrentThread() && seenTurn != loop.turn()) {
            seenTurn = loop.turn();
            seenWritten = written.get();
        }
    }
}
