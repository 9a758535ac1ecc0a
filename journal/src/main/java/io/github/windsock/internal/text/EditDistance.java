package io.github.windsock.internal.text;

import java.util.stream.IntStream;

/** Measures how different two texts are, to find what somebody may have meant. */
public final class EditDistance {

    private static final int COMPARED = 200;

    private EditDistance() {}

    /**
     * Returns how different two texts are, to find what somebody may have meant.
     *
     * @param one a text, of which the first 200 characters count
     * @param other another one
     * @return how many characters have to be added, left out or replaced
     */
    public static int between(String one, String other) {
        String a = one.substring(0, Math.min(COMPARED, one.length()));
        String b = other.substring(0, Math.min(COMPARED, other.length()));
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
