package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.text.Numbers;
import io.github.windsock.internal.text.Text;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The URL form of a random choice: the parameters {@code p} and {@code seed}. The other behavior is an echo. */
final class ChanceUrl {
    static final String PROBABILITY = "p";
    private static final String SEED = "seed";

    /** The other behavior. */
    private static final Plan OTHERWISE = Invocation.of(EchoDefinition.ECHO, Arguments.NONE);

    private OptionalDouble probability = OptionalDouble.empty();
    private OptionalLong seed = OptionalLong.empty();

    static boolean isOne(String key) {
        return key.equals(PROBABILITY) || key.equals(SEED);
    }

    /** Returns whether a choice has a URL form: there is one probability in a URL. */
    static boolean isSpeakable(ChancePlan chance) {
        return chance.otherwise().equals(OTHERWISE) && !(chance.hit() instanceof ChancePlan);
    }

    static String print(ChancePlan chance) {
        String own =
                chance.seed().isPresent() ? "&" + SEED + "=" + chance.seed().getAsLong() : "";
        return PROBABILITY + "=" + chance.probability() + own;
    }

    void read(String word, String key, String value) {
        boolean isProbability = key.equals(PROBABILITY);
        if (isProbability ? probability.isPresent() : seed.isPresent()) {
            throw new BehaviorProblem(Words.TWICE, word, key);
        }
        try {
            if (isProbability) {
                probability = OptionalDouble.of(probability(value));
            } else {
                seed = OptionalLong.of(Numbers.parseLong(value));
            }
        } catch (NumberFormatException e) {
            Words why = isProbability ? Words.NO_PROBABILITY : Words.NO_NUMBER;
            throw new BehaviorProblem(Phrase.of(Words.VALUE, word, key, Text.visible(value), Phrase.of(why)), e);
        }
    }

    private static double probability(String value) {
        double read = Double.parseDouble(value);
        if (!(read >= 0 && read <= 1)) {
            throw new NumberFormatException();
        }
        return read;
    }

    Plan of(Plan hit) {
        return ChancePlan.of(probability.orElseThrow(), seed, hit, OTHERWISE);
    }
}
