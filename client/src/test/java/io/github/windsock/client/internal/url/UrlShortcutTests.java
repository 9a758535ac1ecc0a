package io.github.windsock.client.internal.url;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is plain is read in a shorter way, to the same end as the same thing written so that it is not. */
class UrlShortcutTests {

    @Property(tries = 2000)
    void a_host_of_digits_and_dots(@ForAll("hosts") String host) {
        String escaped = String.format("%%%02X", (int) host.charAt(0)) + host.substring(1);
        assertEquals(parsed(escaped), parsed(host));
    }

    @Property(tries = 1000)
    void a_path(@ForAll("paths") String path) {
        assertEquals(WebUrl.parse("ws://host/." + path, null), WebUrl.parse("ws://host" + path, null));
    }

    private static String parsed(String host) {
        try {
            return Host.parse(host);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Provide
    Arbitrary<String> hosts() {
        Arbitrary<String> parts =
                Arbitraries.of("0", "1", "9", "00", "01", "10", "255", "256", "999", "08", "", "99999999999", "x");
        return parts.list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(list -> String.join(".", list))
                .filter(host -> !host.isEmpty());
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings()
                .withChars("/\\aZ09-_.~%2e \"<`{|é\u0001")
                .ofMaxLength(12)
                .map(text -> "/" + text);
    }
}
