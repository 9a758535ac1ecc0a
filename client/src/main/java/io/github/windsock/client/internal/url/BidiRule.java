package io.github.windsock.client.internal.url;

import java.util.EnumSet;
import java.util.Set;

/** The rule for labels of domains in which some text runs from right to left (RFC 5893, section 2). */
final class BidiRule {
    /** The directions of the rule; {@code OTHER} is every direction that it never allows. */
    private enum Direction {
        L,
        R,
        AL,
        AN,
        EN,
        NEUTRAL,
        NSM,
        OTHER
    }

    private static final CodePointTable DIRECTIONS = CodePointTable.load(Idna.RESOURCE, "directions");

    private static final Set<Direction> IN_RIGHT_TO_LEFT =
            EnumSet.of(Direction.R, Direction.AL, Direction.AN, Direction.EN, Direction.NEUTRAL, Direction.NSM);
    private static final Set<Direction> IN_LEFT_TO_RIGHT =
            EnumSet.of(Direction.L, Direction.EN, Direction.NEUTRAL, Direction.NSM);
    private static final Set<Direction> LAST_OF_RIGHT_TO_LEFT =
            EnumSet.of(Direction.R, Direction.AL, Direction.EN, Direction.AN);
    private static final Set<Direction> LAST_OF_LEFT_TO_RIGHT = EnumSet.of(Direction.L, Direction.EN);

    private BidiRule() {}

    static boolean isRightToLeft(String label) {
        return label.codePoints()
                .mapToObj(BidiRule::of)
                .anyMatch(Set.of(Direction.R, Direction.AL, Direction.AN)::contains);
    }

    /** Throws with a message that continues a sentence whose subject is the host. */
    static void check(String label) {
        if (!label.isEmpty() && !keeps(label)) {
            throw new IllegalArgumentException(
                    "has \"" + label + "\", which mixes directions as no name may (RFC 5893, section 2)");
        }
    }

    private static boolean keeps(String label) {
        Direction first = of(label.codePointAt(0));
        Set<Direction> seen = EnumSet.noneOf(Direction.class);
        Direction last = first;
        for (int c : label.codePoints().toArray()) {
            Direction direction = of(c);
            seen.add(direction);
            last = direction == Direction.NSM ? last : direction;
        }
        if (first == Direction.L) {
            return IN_LEFT_TO_RIGHT.containsAll(seen) && LAST_OF_LEFT_TO_RIGHT.contains(last);
        }
        return (first == Direction.R || first == Direction.AL)
                && IN_RIGHT_TO_LEFT.containsAll(seen)
                && LAST_OF_RIGHT_TO_LEFT.contains(last)
                && !(seen.contains(Direction.EN) && seen.contains(Direction.AN));
    }

    private static Direction of(int c) {
        String direction = DIRECTIONS.get(c);
        return direction.isEmpty() ? Direction.L : Direction.valueOf(direction);
    }
}
