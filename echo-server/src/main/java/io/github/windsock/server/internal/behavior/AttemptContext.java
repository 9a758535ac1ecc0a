package io.github.windsock.server.internal.behavior;

import io.github.windsock.Handshake;
import io.github.windsock.server.internal.conversation.RuleUse;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The data that the decision about an attempt depends on. One thread uses it. */
public final class AttemptContext {
    private final Object who;
    private final Handshake asked;
    private final Handshake shown;
    private final long number;
    private final long seed;
    private final RuleUse rules;
    private @Nullable SplittableRandom chance; // made when something is drawn

    /**
     * Creates the data of an attempt.
     *
     * @param who the attempt, whose text is its name, such as {@code server#1}
     * @param asked the client's request
     * @param shown the request without secret values, for messages
     * @param number the number of the attempt among all attempts of the server
     * @param seed the seed of the journal
     * @param rules records the rules that match the attempt
     */
    public AttemptContext(Object who, Handshake asked, Handshake shown, long number, long seed, RuleUse rules) {
        this.who = who;
        this.asked = asked;
        this.shown = shown;
        this.number = number;
        this.seed = seed;
        this.rules = rules;
    }

    Object who() {
        return who;
    }

    Handshake asked() {
        return asked;
    }

    Handshake shown() {
        return shown;
    }

    long number() {
        return number;
    }

    long seed() {
        return seed;
    }

    /** Returns the random numbers of this attempt, derived from the seed. */
    SplittableRandom chance() {
        SplittableRandom drawn = chance;
        if (drawn == null) {
            drawn = new SplittableRandom(seed + number);
            chance = drawn;
        }
        return drawn;
    }

    RuleUse rules() {
        return rules;
    }
}
