package io.github.windsock.server.internal.conversation;

import io.github.windsock.journal.Settings;
import java.util.concurrent.ThreadLocalRandom;

/** The seed of all that behaviors do by chance. */
public final class SeededChance {
    /** The same for the whole JVM, where a journal's settings say nothing. */
    public static final long SEED = ThreadLocalRandom.current().nextInt();

    /** Returns what repeats it. */
    static String argument(long seed) {
        return "-D" + Settings.SEED + "=" + seed;
    }

    private SeededChance() {}
}
