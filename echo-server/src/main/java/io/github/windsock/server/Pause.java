package io.github.windsock.server;

/** Does nothing and is done. */
final class Pause extends Conversation {
    Pause(Scene scene) {
        super(scene);
    }

    @Override
    void opened() {
        scene().done().run();
    }
}
