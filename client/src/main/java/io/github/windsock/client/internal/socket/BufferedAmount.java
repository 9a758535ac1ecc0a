package io.github.windsock.client.internal.socket;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The number of bytes that were sent but not written. It grows at once; for code on the loop it falls only between
 * tasks.
 */
public final class BufferedAmount {
    private final EventLoop loop;
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private volatile long seenTurn = -1;
    private volatile long seenWritten;

    public BufferedAmount(EventLoop loop) {
        this.loop = loop;
    }

    /** Counts bytes that are sent, or dropped because the socket is closing. */
    public void sent(long bytes) {
        look();
        queued.addAndGet(bytes);
    }

    public void written(long bytes) {
        written.addAndGet(bytes);
    }

    public long get() {
        look();
        long taken = loop.isCurrentThread() ? seenWritten : written.get(); // first, or it could be more than was queued
        return queued.get() - taken;
    }

    /** Takes over the written bytes at the beginning of a task; later ones count from the next task on. */
    private void look() {
        if (loop.isCurrentThread() && seenTurn != loop.turn()) {
            seenTurn = loop.turn();
            seenWritten = written.get();
        }
    }
}
