package io.github.windsock.standalone.text;

import io.github.windsock.internal.text.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the probably intended word. */
public final class Suggestions {
    private Suggestions() {}

    /**
     * Finds the candidate nearest to a word.
     *
     * @param word the unknown word
     * @param candidates the known words
     * @return the nearest candidate; empty if it differs in more than a third of the letters, and the word is not its
     *     beginning
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, wanted.length() / 3);
        return candidates.stream()
                .filter(candidate -> EditDistance.between(wanted, candidate.toLowerCase(Locale.ROOT)) <= limit
                        || (wanted.length() > 3
                                && candidate.toLowerCase(Locale.ROOT).startsWith(wanted)))
                .min(Comparator.comparingInt(
                        candidate -> EditDistance.between(wanted, candidate.toLowerCase(Locale.ROOT))));
    }
}
