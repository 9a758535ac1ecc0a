package io.github.windsock.internal.text;

import java.util.stream.IntStream;

/** Measures how different two texts are, for "did you mean" hints. */
public final class EditDistance {

    private static final int MAX_COMPARED = 200;

    private EditDistance() {}

    /**
     * Returns the optimal string alignment distance of two texts. Only their first 200 characters count.
     *
     * @param one a text
     * @param other another text
     * @return the number of insertions, deletions, replacements and swaps of neighbors
     */
    public static int between(String one, String other) {
        String a = one.substring(0, Math.min(MAX_COMPARED, one.length()));
        String b = other.substring(0, Math.min(MAX_COMPARED, other.length()));
        int[] beforeLast = new int[b.length() + 1];
        int[] last = IntStream.rangeClosed(0, b.length()).toArray();
        int[] row = new int[b.length() + 1];
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (isSwapped(a, i, b, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }

    private static boolean isSwapped(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
