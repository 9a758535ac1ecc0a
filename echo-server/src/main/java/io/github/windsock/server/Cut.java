package io.github.windsock.server;

import java.util.function.BiConsumer;

/** Ends TCP at once. */
final class Cut extends Conversation {
    private final BiConsumer<Wire, String> how;

    Cut(Scene scene, BiConsumer<Wire, String> how) {
        super(scene);
        this.how = how;
    }

    @Override
    void opened() {
        how.accept(wire(), scene().whole());
    }
}
