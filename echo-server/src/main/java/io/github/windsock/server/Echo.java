package io.github.windsock.server;

/**
 * Sends each data frame back as it came: type, boundaries, compression, order. The next frame is asked for when TCP has
 * taken the one before, so a client that does not read its echo is not read either.
 */
final class Echo implements Conversation {
    static final Echo INSTANCE = new Echo();

    private Echo() {}

    @Override
    public void data(Frame frame, Wire wire) {
        wire.send(frame, wire::demand);
    }
}
