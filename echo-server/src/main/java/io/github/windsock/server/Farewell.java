package io.github.windsock.server;

import io.github.windsock.CloseStatus;

/** Closes at once. */
final class Farewell extends Conversation {
    private final CloseStatus status;

    Farewell(Scene scene, CloseStatus status) {
        super(scene);
        this.status = status;
    }

    @Override
    void opened() {
        wire().close(status);
        wire().demand();
    }
}
