package io.github.windsock.server;

/** Takes every message and answers none; control frames are answered as always. */
final class Silence extends Conversation {
    Silence(Scene scene) {
        super(scene);
    }
}
