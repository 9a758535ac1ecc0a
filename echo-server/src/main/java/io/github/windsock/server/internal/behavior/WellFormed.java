package io.github.windsock.server.internal.behavior;

import java.util.stream.Collectors;

/** Texts that frames and URLs can carry. */
public final class WellFormed {
    private WellFormed() {}

    /** Returns a text with U+FFFD for each lone surrogate. */
    public static String text(String text) {
        return text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
