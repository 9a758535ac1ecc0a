package io.github.windsock.server;

import java.util.concurrent.ThreadLocalRandom;

/** The seed of all that behaviors do by chance. */
final class Chance {
    private static final String PROPERTY = "windsock.seed";

    /** The same for the whole JVM. */
    static final long SEED = Long.getLong(PROPERTY, ThreadLocalRandom.current().nextInt());

    /** What repeats it. */
    static final String ARGUMENT = "-D" + PROPERTY + "=" + SEED;

    private Chance() {}
}
