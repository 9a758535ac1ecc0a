package io.github.windsock.server.internal.conversation;

import io.github.windsock.journal.Settings;
import java.util.concurrent.ThreadLocalRandom;

/** The source of random numbers for behaviors, with its seed. */
public final class SeededChance {
    /** The same for the whole JVM, where a journal's settings say nothing. */
    public static final long SEED = ThreadLocalRandom.current().nextInt();

    /** Returns the seed of a journal. */
    public static long seed(Settings settings) {
        return settings.seed().orElse(SEED);
    }

    /** Returns what repeats it. */
    public static String argument(long seed) {
        return "-D" + Settings.SEED + "=" + seed;
    }

    private SeededChance() {}
}
