package io.github.windsock.client.internal.url;

import static java.util.stream.Collectors.joining;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.JoiningType;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UCharacterDirection;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * Writes {@code idna.txt} as ICU has the data; {@code main} puts it where it belongs, after an update of ICU.
 *
 * <p>Of a code point that may stand in a domain it says {@code =}, of one that becomes another the difference, of one
 * that becomes several or none {@code >} and which.
 */
final class IdnaData {
    private static final Path RESOURCE = Path.of("src/main/resources/io/github/windsock/client/internal/url/idna.txt");
    private static final Normalizer2 UTS_46 = Normalizer2.getInstance(null, "uts46", Normalizer2.Mode.COMPOSE);
    private static final int LAST = Character.MAX_CODE_POINT;
    private static final int VIRAMA = 9;
    private static final int MARKS = 1 << UCharacterCategory.NON_SPACING_MARK
            | 1 << UCharacterCategory.ENCLOSING_MARK
            | 1 << UCharacterCategory.COMBINING_SPACING_MARK;

    private IdnaData() {}

    public static void main(String[] args) throws IOException {
        Files.writeString(RESOURCE, text());
    }

    static String inTheJar() throws IOException {
        return Files.readString(RESOURCE, StandardCharsets.US_ASCII);
    }

    static String text() {
        return "# UTS 46, joining types, marks and directions, derived from the data files of Unicode "
                + UCharacter.getUnicodeVersion().getMajor()
                + ",\n# Copyright (c) Unicode, Inc., Unicode License V3: https://www.unicode.org/license.txt\n"
                + "# Written by IdnaData; what is not listed may not stand in a domain, joins nothing, runs left to right.\n"
                + "[mapping]\n" + ranges(IdnaData::mapping)
                + "[properties]\n" + ranges(IdnaData::properties)
                + "[directions]\n" + ranges(IdnaData::direction);
    }

    private static String ranges(IntFunction<String> property) {
        StringBuilder out = new StringBuilder();
        for (int first = 0; first <= LAST; ) {
            String value = property.apply(first);
            int end = first + 1;
            while (end <= LAST && property.apply(end).equals(value)) {
                end++;
            }
            if (!value.isEmpty()) {
                String last = end - 1 == first ? "" : "-" + Integer.toHexString(end - 1);
                out.append(Integer.toHexString(first))
                        .append(last)
                        .append(' ')
                        .append(value)
                        .append('\n');
            }
            first = end;
        }
        return out.toString();
    }

    private static String mapping(int c) {
        String mapped = isSurrogate(c) ? "\uFFFD" : UTS_46.normalize(Character.toString(c));
        if (mapped.equals("\uFFFD")) {
            return "";
        }
        if (mapped.codePointCount(0, mapped.length()) != 1) {
            return "> " + mapped.codePoints().mapToObj(Integer::toHexString).collect(joining(" "));
        }
        int difference = mapped.codePointAt(0) - c;
        return difference == 0 ? "=" : (difference > 0 ? "+" : "") + difference;
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** L, R, D, T: how a character joins its neighbors; V: a virama; M: a mark. */
    private static String properties(int c) {
        String joining = switch (UCharacter.getIntPropertyValue(c, UProperty.JOINING_TYPE)) {
            case JoiningType.LEFT_JOINING -> "L";
            case JoiningType.RIGHT_JOINING -> "R";
            case JoiningType.DUAL_JOINING -> "D";
            case JoiningType.TRANSPARENT -> "T";
            default -> "";
        };
        boolean mark = (UCharacter.getIntPropertyValue(c, UProperty.GENERAL_CATEGORY_MASK) & MARKS) != 0;
        return joining + (UCharacter.getCombiningClass(c) == VIRAMA ? "V" : "") + (mark ? "M" : "");
    }

    /** The directions of {@link BidiRule}; nothing for left to right, which most characters are. */
    private static String direction(int c) {
        return mapping(c).equals("=")
                ? switch (UCharacter.getDirection(c)) {
                    case UCharacterDirection.LEFT_TO_RIGHT -> "";
                    case UCharacterDirection.RIGHT_TO_LEFT -> "R";
                    case UCharacterDirection.RIGHT_TO_LEFT_ARABIC -> "AL";
                    case UCharacterDirection.ARABIC_NUMBER -> "AN";
                    case UCharacterDirection.EUROPEAN_NUMBER -> "EN";
                    case UCharacterDirection.DIR_NON_SPACING_MARK -> "NSM";
                    case UCharacterDirection.EUROPEAN_NUMBER_SEPARATOR,
                            UCharacterDirection.EUROPEAN_NUMBER_TERMINATOR,
                            UCharacterDirection.COMMON_NUMBER_SEPARATOR,
                            UCharacterDirection.OTHER_NEUTRAL,
                            UCharacterDirection.BOUNDARY_NEUTRAL -> "NEUTRAL";
                    default -> "OTHER";
                }
                : "";
    }
}
