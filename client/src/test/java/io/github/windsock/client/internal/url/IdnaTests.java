package io.github.windsock.client.internal.url;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.text.IDNA;
import io.github.windsock.internal.wire.Utf8Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** International names, as ICU, which is what browsers ask, has them. */
class IdnaTests {
    private static final IDNA ICU = IDNA.getUTS46Instance(
            IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

    /** What the URL Standard does not have checked. */
    private static final Set<IDNA.Error> UNCHECKED = Set.of(
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG,
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4);

    @Test
    void the_table_is_what_unicode_says() throws IOException {
        assertEquals(IdnaData.text(), IdnaData.inTheJar());
    }

    @Test
    void every_character_by_itself() {
        List<String> different = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (UCharacter.isDefined(c) && UCharacter.getType(c) != UCharacterCategory.SURROGATE) {
                compare(Character.toString(c), different);
                compare("\u05D0" + Character.toString(c), different);
            }
        }
        assertEquals(List.of(), different);
    }

    private static void compare(String domain, List<String> different) {
        String expected = byIcu(domain);
        String actual = here(domain);
        if (!expected.equals(actual)) {
            different.add(domain.codePoints().mapToObj(Integer::toHexString).toList() + " is " + expected
                    + " to ICU, but " + actual);
        }
    }

    @Property(tries = 2_000)
    void characters_together(@ForAll("domains") String domain) {
        assertEquals(byIcu(domain), here(domain));
    }

    @Property(tries = 2_000)
    void anything_as_punycode(@ForAll("punycode") String domain) {
        assertEquals(byIcu(domain), here(domain));
    }

    /** Characters that have something to do with each other: letters, marks, digits and joiners of a few scripts. */
    @Provide
    Arbitrary<String> domains() {
        return Arbitraries.strings()
                .withChars("ab1-.ß\u03C2\u200D\u200C\u00AD\u3002\u1E9E\u0301\u0308\u212B")
                .withChars("\u05D0\u05D1\u0627\u0628\u0633\u0669\u06F1\u064E\u0640\u0915\u0937\u094D\u093F\u0BCD\u0B95")
                .withChars("\u2665\uFE0F\uFF0E\uFF21\u1100\u1161\u11A8")
                .ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> punycode() {
        Arbitrary<String> encoded =
                domains().filter(domain -> !domain.contains(".")).map(Punycode::encode);
        Arbitrary<String> random =
                Arbitraries.strings().withChars("abcdxyz0189-A.").ofMaxLength(8);
        return Arbitraries.oneOf(encoded, random).map("xn--"::concat);
    }

    @Property(tries = 1_000)
    void punycode_comes_back(@ForAll String text) {
        String scalars = new String(Utf8Validator.encode(text), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(scalars, Punycode.decode(Punycode.encode(scalars)));
    }

    private static String byIcu(String domain) {
        StringBuilder out = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        ICU.nameToASCII(domain, out, info);
        return UNCHECKED.containsAll(info.getErrors()) ? out.toString() : "an error";
    }

    private static String here(String domain) {
        try {
            return Idna.toAscii(domain);
        } catch (IllegalArgumentException e) {
            return "an error";
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\u2028b | has U+2028, which no international name may have",
                "xn--\u00FC | has \"xn--ü\", where \"xn--\" promises ASCII",
                "xn--! | has \"xn--!\", which is not Punycode",
                "xn--99999999 | has \"xn--99999999\", whose Punycode overflows",
                "xn--a- | has \"xn--a-\", which needs no \"xn--\"",
                "xn--u-ccb | has \"xn--u-ccb\", which stands for no international name",
                "\u0301a | has a label that begins with the mark U+0301",
                "a\u200Db | has U+200D where it joins nothing",
                "\u05D0a | has \"\u05D0a\", which mixes directions as no name may (RFC 5893, section 2)",
            })
    void says_what_is_wrong(String domain, String why) {
        assertEquals(
                why,
                assertThrows(IllegalArgumentException.class, () -> Idna.toAscii(domain))
                        .getMessage());
    }
}
