package io.github.windsock.server.internal.connection;

import io.github.windsock.internal.transport.ByteConnection;
import io.github.windsock.internal.transport.Outgoing;
import io.github.windsock.server.internal.engine.AnswerStream;
import java.nio.ByteBuffer;

/** Writes the body of a response in parts, as they become available. */
final class ResponseStream implements AnswerStream {
    private final ByteConnection connection;
    private Runnable whenEnded = () -> {}; // guarded by this, like the flag
    private boolean isOver;

    ResponseStream(ByteConnection connection) {
        this.connection = connection;
    }

    @Override
    public void write(byte[] bytes, Runnable written) {
        connection.write(Outgoing.of(ByteBuffer.wrap(bytes), () -> connection.execute(written)));
    }

    @Override
    public void whenEnded(Runnable task) {
        synchronized (this) {
            if (!isOver) {
                whenEnded = task;
                return;
            }
        }
        task.run();
    }

    @Override
    public void close() {
        connection.end(false);
    }

    void ended() {
        Runnable task;
        synchronized (this) {
            isOver = true;
            task = whenEnded;
            whenEnded = () -> {};
        }
        task.run();
    }
}
