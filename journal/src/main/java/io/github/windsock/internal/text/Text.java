package io.github.windsock.internal.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints any text without loss, and escapes what a terminal could interpret. */
public final class Text {

    private static final int PREVIEW_COLUMNS = 60;

    /** A second limit, because combining marks take no column. */
    private static final int CHARACTERS_PER_COLUMN = 5;

    private static final String CUT = "…";

    private static final int JOINER = 0x200D;
    private static final int EMOJI_PRESENTATION = 0xFE0F;
    private static final int IDEOGRAPHIC_SPACE = 0x3000;

    private Text() {}

    /**
     * Quotes a text as a Java literal: control characters, format characters and lone surrogates are escaped; letters
     * of all scripts and emoji are not.
     *
     * @param text the text
     * @return the quoted text
     */
    public static String quote(String text) {
        return new Escaper(text, true).upTo(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * Escapes everything in a text that is invisible or that a terminal could interpret. Adds no quotes.
     *
     * @param text the text
     * @return the text, on one line
     */
    public static String visible(String text) {
        return new Escaper(text, false).upTo(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * Quotes the beginning of a text.
     *
     * @param text the text
     * @return at most 60 columns in quotes, with an ellipsis if the text is cut
     */
    public static String preview(String text) {
        return preview(text, PREVIEW_COLUMNS);
    }

    private static String preview(String text, int columns) {
        return new Escaper(text, true).upTo(columns, CHARACTERS_PER_COLUMN * columns);
    }

    /**
     * Shows the text of a message: an object or array of JSON as it is, unless something in it needs an escape; any other
     * text in quotes.
     *
     * @param text the text
     * @return the text, which begins with a bracket or a quote
     */
    public static String content(String text) {
        return isBare(text) ? text : quote(text);
    }

    /**
     * Shows the beginning of the text of a message, like {@link #content(String)}.
     *
     * @param text the text, or a beginning that is longer than what is shown
     * @param end the end of the text, at least its last character
     * @param columns the maximum number of columns
     * @return the beginning, with an ellipsis if the text is cut
     */
    public static String content(String text, String end, int columns) {
        if (isInBrackets(text, end)) {
            String bare = bare(text, columns);
            boolean isCut = bare.endsWith(CUT); // since the whole text ends with a bracket
            if (text.startsWith(isCut ? bare.substring(0, bare.length() - CUT.length()) : bare)) {
                return bare;
            }
        }
        return preview(text, columns);
    }

    /**
     * Shows the beginning of a part of a text that needs no escape.
     *
     * @param text the part
     * @param columns the maximum number of columns
     * @return the beginning, without quotes, with an ellipsis if the part is cut
     */
    static String bare(String text, int columns) {
        return new Escaper(text, false).upTo(columns, CHARACTERS_PER_COLUMN * columns);
    }

    /** Tells whether {@link #content(String)} shows a text as it is. */
    static boolean isBare(String text) {
        return isInBrackets(text, text) && visible(text).equals(text);
    }

    private static boolean isInBrackets(String text, String end) {
        return text.startsWith("{") && end.endsWith("}") || text.startsWith("[") && end.endsWith("]");
    }

    /**
     * Cuts a text to a maximum length.
     *
     * @param text the text
     * @param characters the maximum length, without the note about what is left out
     * @return the text, or its beginning with a note such as {@code … (1,234 characters more)}
     */
    public static String upTo(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end) + String.format(Locale.ROOT, "… (%,d characters more)", text.length() - end);
    }

    /**
     * Prints a number of bytes.
     *
     * @param bytes the number of bytes
     * @return the text, such as {@code 65,536 B}
     */
    public static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d B", bytes);
    }

    /**
     * Prints a number of things.
     *
     * @param number the number
     * @param what the word for one, of which more have an "s", such as {@code message}
     * @return the text, such as {@code 1 message} or {@code 2 messages}
     */
    public static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /**
     * Escapes one text. A zero width joiner is escaped unless it follows an emoji, so it depends on the previous
     * character.
     */
    private static final class Escaper {

        private final String text;
        private final boolean quoted;

        Escaper(String text, boolean quoted) {
            this.text = text;
            this.quoted = quoted;
        }

        String upTo(int columns, int characters) {
            String quote = quoted ? "\"" : "";
            StringBuilder out = new StringBuilder(Math.min(text.length(), characters) + 2).append(quote);
            int left = columns;
            int previous = 0;
            int point;
            for (int i = 0; i < text.length(); i += Character.charCount(point)) {
                point = text.codePointAt(i);
                @Nullable String shown = isPlain(point) ? null : show(point, previous);
                left -= shown == null ? 1 : Columns.of(shown);
                if (left < 0 || i >= characters) {
                    return out.append(quote).append(CUT).toString();
                }
                if (shown == null) {
                    out.append((char) point);
                } else {
                    out.append(shown);
                }
                previous = point;
            }
            return out.append(quote).toString();
        }

        /** Tells whether a character takes one column and needs no escape, which is the most frequent case. */
        private static boolean isPlain(int point) {
            return point >= ' ' && point < 0x7F && point != '"' && point != '\\';
        }

        private String show(int point, int previous) {
            return switch (point) {
                case '"' -> quoted ? "\\\"" : "\"";
                case '\\' -> quoted ? "\\\\" : "\\";
                case '\n' -> "\\n";
                case '\r' -> "\\r";
                case '\t' -> "\\t";
                case JOINER -> isEmoji(previous) ? Character.toString(point) : units(point);
                default -> isVisible(point) ? Character.toString(point) : units(point);
            };
        }

        private static String units(int point) {
            StringBuilder out = new StringBuilder();
            for (char unit : Character.toChars(point)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
            }
            return out.toString();
        }
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ' || point == IDEOGRAPHIC_SPACE;
            // May be an emoji or letter that is newer than this JDK, but noncharacters and planes 14 to 16 have none.
            case Character.UNASSIGNED ->
                point < 0xE0000 && (point & 0xFFFE) != 0xFFFE && (point < 0xFDD0 || point > 0xFDEF);
            default -> true;
        };
    }

    private static boolean isEmoji(int point) {
        return switch (Character.getType(point)) {
            case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL, Character.UNASSIGNED -> point != 0;
            default -> point == EMOJI_PRESENTATION;
        };
    }
}
