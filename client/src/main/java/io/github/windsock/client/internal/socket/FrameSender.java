package io.github.windsock.client.internal.socket;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.FrameEncoder;
import io.github.windsock.internal.wire.MessageDeflater;
import io.github.windsock.internal.wire.PerMessageDeflate;
import io.github.windsock.internal.wire.Role;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sends a connection's frames in order. Large frames are encoded on another thread, see {@link Outbox}. */
final class FrameSender {
    private final Outbox outbox;
    private volatile @Nullable ByteStream link;
    private volatile @Nullable MessageDeflater deflater;
    private volatile FrameEncoder encoder = new FrameEncoder(Role.CLIENT, null);
    private volatile boolean ended;

    FrameSender(Object lock) {
        outbox = new Outbox(lock, null);
    }

    void linkTo(ByteStream connected) {
        link = connected;
    }

    void compressAs(PerMessageDeflate agreed) {
        MessageDeflater agreedOn = agreed.newDeflater(Role.CLIENT);
        deflater = agreedOn;
        encoder = new FrameEncoder(Role.CLIENT, agreedOn);
    }

    /** Sends bytes of the opening handshake. */
    void sendRaw(byte[] bytes) {
        write(ByteBuffer.wrap(bytes), null);
    }

    /** Sends a frame; {@code written} runs when the operating system has taken it. Called under the lock. */
    void send(Frame frame, Runnable written) {
        if (outbox.isFree(frame.size())) {
            encode(frame, written);
        } else {
            outbox.add(() -> encode(frame, written));
        }
    }

    private void encode(Frame frame, Runnable written) {
        if (!ended || frame.isControl()) {
            write(encoder.encode(frame)[0], written);
        }
    }

    private void write(ByteBuffer bytes, @Nullable Runnable written) {
        ByteStream here = link;
        if (here != null) {
            here.write(bytes, written);
        }
    }

    /** Ends the stream after the frames that were written; messages that are still queued are dropped. */
    void end() {
        ended = true;
        if (outbox.isFree(0)) {
            endNow();
            return;
        }
        try {
            outbox.add(this::endNow);
        } catch (RuntimeException | Error e) { // no memory for a thread that would drop the queue
            endNow();
        }
    }

    private void endNow() {
        MessageDeflater used = deflater;
        if (used != null) {
            used.close();
        }
        ByteStream here = link;
        if (here != null) {
            here.end();
        }
    }
}
