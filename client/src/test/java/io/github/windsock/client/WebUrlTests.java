package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.internal.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a developer is told of a URL that cannot be; what becomes of those that can is in {@link UrlTests}. */
class WebUrlTests {
    private final BrowserPage page = BrowserPage.create();

    @AfterEach
    void close_the_page() {
        page.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat | cannot be opened: it is relative, and the page has no base URL; begin it with ws:// or wss://",
                "ftp://x | cannot be opened: its scheme is \"ftp\"; use ws or wss",
                "ws:// | cannot be opened: it has no host",
                "ws://a b | cannot be opened: its host \"a b\" has the forbidden character \" \"",
                "ws://x:99999 | cannot be opened: its port \"99999\" is not a number from 0 to 65535",
                "ws://x:y | cannot be opened: its port \"y\" is not a number from 0 to 65535",
                "ws://1.2.3.999 | cannot be opened: its host \"1.2.3.999\" ends in a number but is not an IPv4 address",
                "ws://[::g] | cannot be opened: its host \"[::g]\" is not an IPv6 address",
                "ws://x:65536 | cannot be opened: its port \"65536\" is not a number from 0 to 65535",
                "ws://[::1 | cannot be opened: its host \"[::1\" has a bracket that nothing closes",
                "ws://%00x | cannot be opened: its host \"%00x\" has the forbidden character \"\\u0000\"",
                "ws://a\u200Db | cannot be opened: its host \"a\\u200db\" has U+200D where it joins nothing",
                "ws://x/# | has the fragment \"#\"; leave it out",
                "ws://x/#y | has the fragment \"#y\"; leave it out",
            })
    void is_refused_with_a_reason(String url, String why) {
        DomException error = assertThrows(DomException.class, () -> page.open(url));
        assertEquals("SyntaxError: the URL " + Text.quote(url) + " " + why, error.getMessage());
    }
}
