package io.github.windsock.client.internal.url;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Converts domains to ASCII by UTS 46, with the options of the URL Standard (3.3): nontransitional; bidirectional text
 * and joiners are checked; hyphens, lengths and other ASCII are not.
 *
 * <p>The tables are those of Unicode 17 on every JDK. Normalization is the JDK's, so it leaves characters unchanged
 * that are newer than the JDK.
 *
 * @see <a href="https://www.unicode.org/reports/tr46/">Unicode Technical Standard 46</a>
 */
public final class Idna {
    public static final String RESOURCE = "idna.txt";

    private static final String ACE_PREFIX = "xn--";
    private static final int HEX = 16;
    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;

    /** Loaded when a name first needs them. */
    private static final class Tables {
        static final CodePointTable MAPPING = CodePointTable.load(RESOURCE, "mapping");
        static final CodePointTable PROPERTIES = CodePointTable.load(RESOURCE, "properties");
    }

    private Idna() {}

    /** Returns the domain in ASCII; throws with a message that continues a sentence whose subject is the host. */
    public static String toAscii(String domain) {
        if (isAscii(domain)) {
            String lower = domain.toLowerCase(Locale.ROOT);
            if (!lower.contains(ACE_PREFIX)) {
                return lower; // the common case; avoids loading the tables and streams in a cold JVM
            }
        }
        List<String> mapped = List.of(mapped(domain).split("\\.", -1));
        List<String> labels = mapped.stream().map(Idna::decoded).toList();
        if (labels.stream().anyMatch(BidiRule::isRightToLeft)) {
            labels.forEach(BidiRule::check);
        }
        return String.join(".", mapped.stream().map(Idna::encoded).toList());
    }

    private static boolean isAscii(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) < 0x80) {
            i++;
        }
        return i == text.length();
    }

    private static String mapped(String domain) {
        StringBuilder out = new StringBuilder();
        domain.codePoints().forEach(c -> map(c, out));
        return Normalizer.normalize(out, Normalizer.Form.NFC);
    }

    private static void map(int c, StringBuilder out) {
        String rule = Tables.MAPPING.get(c);
        switch (rule.isEmpty() ? ' ' : rule.charAt(0)) {
            case '=' -> out.appendCodePoint(c);
            case '+', '-' -> out.appendCodePoint(c + Integer.parseInt(rule));
            case '>' ->
                List.of(rule.substring(1).strip().split(" ", 0)).stream()
                        .filter(hex -> !hex.isEmpty())
                        .forEach(hex -> out.appendCodePoint(Integer.parseInt(hex, HEX)));
            default -> throw forbidden(c);
        }
    }

    private static IllegalArgumentException forbidden(int c) {
        return new IllegalArgumentException(
                String.format(Locale.ROOT, "has U+%04X, which no international name may have", c));
    }

    /** Returns the label in Unicode; throws if it is not valid. */
    private static String decoded(String label) {
        if (!label.startsWith(ACE_PREFIX)) {
            checkValid(label);
            return label;
        }
        if (!isAscii(label)) {
            throw new IllegalArgumentException("has \"" + label + "\", where \"xn--\" promises ASCII");
        }
        String unicode = Punycode.decode(label.substring(ACE_PREFIX.length()));
        if (isAscii(unicode)) {
            throw new IllegalArgumentException("has \"" + label + "\", which needs no \"xn--\"");
        }
        if (!Normalizer.isNormalized(unicode, Normalizer.Form.NFC) || unicode.startsWith(ACE_PREFIX)) {
            throw new IllegalArgumentException("has \"" + label + "\", which stands for no international name");
        }
        checkValid(unicode);
        return unicode;
    }

    private static String encoded(String label) {
        return isAscii(label) ? label : ACE_PREFIX + Punycode.encode(label);
    }

    /** Checks a label by the criteria of UTS 46, section 4.1. */
    private static void checkValid(String label) {
        int[] text = label.codePoints().toArray();
        if (text.length > 0 && is(text[0], "M")) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "has a label that begins with the mark U+%04X", text[0]));
        }
        for (int i = 0; i < text.length; i++) {
            if (!Tables.MAPPING.get(text[i]).equals("=")) {
                throw forbidden(text[i]);
            }
            if ((text[i] == ZWJ || text[i] == ZWNJ) && !joins(text, i)) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "has U+%04X where it joins nothing", text[i]));
            }
        }
    }

    /**
     * A joiner must follow a virama; a non-joiner may also separate two letters that would join (RFC 5892, A.1 and
     * A.2).
     */
    private static boolean joins(int[] text, int at) {
        if (at > 0 && is(text[at - 1], "V")) {
            return true;
        }
        if (text[at] == ZWJ) {
            return false;
        }
        int before = at - 1;
        while (before >= 0 && is(text[before], "T")) {
            before--;
        }
        int after = at + 1;
        while (after < text.length && is(text[after], "T")) {
            after++;
        }
        return before >= 0
                && after < text.length
                && (is(text[before], "L") || is(text[before], "D"))
                && (is(text[after], "R") || is(text[after], "D"));
    }

    private static boolean is(int c, String property) {
        return Tables.PROPERTIES.get(c).contains(property);
    }
}
