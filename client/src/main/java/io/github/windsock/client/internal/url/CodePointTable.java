package io.github.windsock.client.internal.url;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A table of code points from a section of a resource. The section begins with its title in brackets; its lines, such
 * as {@code 41-5a +32}, are in ascending order.
 */
final class CodePointTable {
    private static final int HEX = 16;

    private final int[] firsts;
    private final int[] lasts;
    private final String[] values;

    private CodePointTable(List<String> lines) {
        firsts = new int[lines.size()];
        lasts = new int[lines.size()];
        values = new String[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).split(" ", 2);
            String[] range = parts[0].split("-", 2);
            firsts[i] = Integer.parseInt(range[0], HEX);
            lasts[i] = Integer.parseInt(range[range.length - 1], HEX);
            values[i] = parts[1];
        }
    }

    static CodePointTable load(String resource, String title) {
        try (InputStream in = CodePointTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar of windsock-client has lost " + resource);
            }
            return new CodePointTable(new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .dropWhile(line -> !line.equals("[" + title + "]"))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("["))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the value for the code point, empty if there is none. */
    String get(int codePoint) {
        int found = Arrays.binarySearch(firsts, codePoint);
        int at = found >= 0 ? found : -found - 2;
        return at >= 0 && codePoint <= lasts[at] ? values[at] : "";
    }
}
