package io.github.windsock.benchmarks.echo;

import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** An echo server on Jetty's core WebSocket API, written as its documentation suggests. */
public final class JettyEcho implements AutoCloseable {

    private static final int TUNED_BUFFER = 64 << 10;

    private final Server server = new Server(new QueuedThreadPool(8));
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    /**
     * Starts the server on a free port of 127.0.0.1.
     *
     * @param isTuned whether frames keep their boundaries and buffers are as large as frames
     * @param closed called with each status that arrives
     * @throws Exception if Jetty does not start
     */
    public JettyEcho(boolean isTuned, Consumer<CloseStatus> closed) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebSocketUpgradeHandler upgrade = new WebSocketUpgradeHandler();
        upgrade.addMapping(
                "/*", WebSocketNegotiator.from((request, response, callback) -> new Echo(isTuned, closed), (w, r, s) ->
                        (FrameHandler) w));
        server.setHandler(upgrade);
        server.start();
    }

    /**
     * Returns the port.
     *
     * @return the port it listens on
     */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private static final class Echo implements FrameHandler {

        private final boolean isTuned;
        private final Consumer<CloseStatus> closed;
        private @Nullable CoreSession session;

        Echo(boolean isTuned, Consumer<CloseStatus> closed) {
            this.isTuned = isTuned;
            this.closed = closed;
        }

        @Override
        public void onOpen(CoreSession opened, Callback callback) {
            session = opened;
            opened.setMaxFrameSize(0);
            if (isTuned) {
                opened.setAutoFragment(false);
                opened.setInputBufferSize(TUNED_BUFFER);
                opened.setOutputBufferSize(TUNED_BUFFER);
            }
            callback.succeeded();
            opened.demand();
        }

        @Override
        public void onFrame(Frame frame, Callback callback) {
            if (frame.getOpCode() == OpCode.CLOSE) {
                CloseStatus status = CloseStatus.getCloseStatus(frame);
                closed.accept(status);
                opened().close(status.getCode(), status.getReason(), callback);
                return;
            }
            if (frame.isControlFrame()) {
                callback.succeeded();
                opened().demand();
                return;
            }
            Frame echo = new Frame(frame.getOpCode(), frame.isFin(), frame.getPayload());
            opened().sendFrame(
                            echo,
                            Callback.from(
                                    () -> {
                                        callback.succeeded();
                                        opened().demand();
                                    },
                                    callback::failed),
                            false);
        }

        private CoreSession opened() {
            return Objects.requireNonNull(session);
        }

        @Override
        public void onError(Throwable cause, Callback callback) {
            callback.succeeded();
        }

        @Override
        public void onClosed(CloseStatus status, Callback callback) {
            callback.succeeded();
        }
    }
}
