package io.github.windsock.internal.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends back what comes, and remembers how it ended. Tests override what is to go wrong. */
class EchoHandler implements ByteConnection.Handler {
    final ByteConnection connection;
    final CompletableFuture<ByteConnection.End> end = new CompletableFuture<>();
    volatile @Nullable Throwable cause;

    EchoHandler(ByteConnection connection) {
        this.connection = connection;
    }

    @Override
    public void opened() {
        connection.demand();
    }

    @Override
    public void received(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        connection.write(Outgoing.of(copy, connection::demand));
    }

    @Override
    public void inputEnded() {
        connection.end(false);
    }

    @Override
    public void ended(ByteConnection.End how, @Nullable Throwable why) {
        cause = why;
        end.complete(how);
    }
}
