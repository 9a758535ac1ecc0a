package io.github.windsock.server.internal.behavior;

import io.github.windsock.server.internal.conversation.SeededChance;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One of two behaviors, chosen at random for each attempt.
 *
 * @param seed its own seed; empty to use that of the journal
 */
public record ChancePlan(double probability, OptionalLong seed, Plan hit, Plan otherwise) implements ChoosingPlan {

    public static ChancePlan of(double probability, OptionalLong seed, Plan hit, Plan otherwise) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability " + probability + " is not between 0 and 1");
        }
        Stream.of(hit, otherwise).filter(Plan::takesTurns).findFirst().ifPresent(nested -> {
            throw new IllegalArgumentException(
                    nested + " takes turns within withProbability(..); put withProbability(..) into inTurn(..)");
        });
        return new ChancePlan(probability, seed, hit, otherwise);
    }

    @Override
    public Chooser chooser() {
        return new ChanceChooser(probability, seed, hit.chooser(), otherwise.chooser());
    }

    /** Chooses at random. */
    private record ChanceChooser(double probability, OptionalLong seed, Chooser hit, Chooser otherwise)
            implements Chooser {
        @Override
        public Choice choose(AttemptContext attempt) {
            boolean isHit = chance(attempt).nextDouble() < probability;
            Choice choice = (isHit ? hit : otherwise).choose(attempt);
            return choice.drawn(seed.isPresent() ? "seed " + seed.getAsLong() : SeededChance.argument(attempt.seed()));
        }

        /** Returns the random numbers of an attempt. They depend only on the seed and the attempt's number. */
        private SplittableRandom chance(AttemptContext attempt) {
            return seed.isPresent() ? new SplittableRandom(seed.getAsLong() + attempt.number()) : attempt.chance();
        }

        @Override
        public Chooser copy() {
            return new ChanceChooser(probability, seed, hit.copy(), otherwise.copy());
        }

        @Override
        public boolean mayBlock() {
            return hit.mayBlock() || otherwise.mayBlock();
        }
    }

    @Override
    public Stream<Plan> children() {
        return Stream.of(hit, otherwise);
    }

    @Override
    public String toString() {
        String own = seed.isPresent() ? ", " + seed.getAsLong() + "L" : "";
        return "withProbability(" + probability + own + ", " + hit + ", " + otherwise + ")";
    }
}
