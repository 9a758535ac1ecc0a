package io.github.windsock.server;

/** Takes every message and answers none; control frames are answered as always. */
final class Silence implements Conversation {
    static final Silence INSTANCE = new Silence();

    private Silence() {}

    @Override
    public void data(Frame frame, Wire wire) {
        wire.demand();
    }
}
