package io.github.windsock.server;

/**
 * Sends each data frame back as it came: type, boundaries, compression, order. The next frame is asked for when TCP has
 * taken the one before, so a client that does not read its echo is not read either.
 */
final class Echo extends Conversation {
    private long left;

    Echo(Scene scene, long times) {
        super(scene);
        this.left = times;
    }

    @Override
    void data(Frame frame) {
        if (frame.fin()) {
            left--;
        }
        wire().send(frame, left == 0 ? later(scene().done()) : wire()::demand);
    }
}
