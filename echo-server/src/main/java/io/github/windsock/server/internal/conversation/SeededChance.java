package io.github.windsock.server.internal.conversation;

import io.github.windsock.journal.Settings;
import java.util.concurrent.ThreadLocalRandom;

/** The seed of random choices. */
public final class SeededChance {
    /** The seed of this JVM, used if the journal's settings have none. */
    public static final long SEED = ThreadLocalRandom.current().nextInt();

    /** Returns the seed of a journal. */
    public static long seed(Settings settings) {
        return settings.seed().orElse(SEED);
    }

    /** Returns the JVM argument that repeats the random choices. */
    public static String argument(long seed) {
        return "-D" + Settings.SEED + "=" + seed;
    }

    private SeededChance() {}
}
