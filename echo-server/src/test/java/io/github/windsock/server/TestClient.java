package io.github.windsock.server;

import java.io.IOException;
import java.util.List;

/** A make of WebSocket client. */
interface TestClient extends AutoCloseable {

    /**
     * Connects.
     *
     * @param observations is told what the client sees from now on
     * @return what the client can do, once it is open
     */
    TestConnection connect(EchoServer server, List<String> subprotocols, Observations observations) throws Exception;

    /** Returns whether the client can say and see what is in the row; a reason stands beside each exception. */
    default boolean canPlay(BehaviorTable.TableRow row, String transport) {
        return true;
    }

    /** Returns whether the client shows all that came before the connection was lost. */
    default boolean showsWhatCameBeforeALoss() {
        return true;
    }

    /** Returns how the client shows a observation, if not as others do. */
    default String shows(String observation) {
        return observation;
    }

    @Override
    default void close() {}

    /** What a client can do. Closing it leaves nothing behind. */
    interface TestConnection extends AutoCloseable {
        void say(String text) throws Exception;

        void ping() throws Exception;

        void close(int code, String reason) throws Exception;

        @Override
        default void close() throws IOException {}
    }
}
