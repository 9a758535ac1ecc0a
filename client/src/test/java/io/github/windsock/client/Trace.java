package io.github.windsock.client;

import io.github.windsock.ReadyState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a script would see: each event with the state at that moment. */
final class Trace implements Consumer<BrowserWebSocket> {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void accept(BrowserWebSocket socket) {
        socket.onOpen(this::add);
        socket.onMessage(this::add);
        socket.onError(this::add);
        socket.onClose(event -> {
            add(event);
            closed.countDown();
        });
    }

    private void add(SocketEvent event) {
        ReadyState state = event.target().readyState();
        String what = event instanceof MessageEvent message && message.isText()
                ? "message " + message.text()
                : event.toString();
        lines.add(state.code() + " " + what);
    }

    /** Returns all lines once the socket is closed. */
    List<String> whole() throws InterruptedException {
        if (!closed.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no close event; so far " + lines);
        }
        return List.copyOf(lines);
    }

    List<String> soFar() {
        return List.copyOf(lines);
    }
}
