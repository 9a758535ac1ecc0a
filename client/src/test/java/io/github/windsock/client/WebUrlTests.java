package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebUrlTests {
    private final BrowserPage page = BrowserPage.builder()
            .baseUrl("http://base.invalid:8080/dir/page.html?q")
            .build();

    @AfterEach
    void close_the_page() {
        page.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ws://example.invalid | ws://example.invalid/",
                "WS://Example.INVALID:80/ | ws://example.invalid/",
                "wss://example.invalid:443 | wss://example.invalid/",
                "wss://example.invalid:80 | wss://example.invalid:80/",
                "http://example.invalid | ws://example.invalid/",
                "https://example.invalid | wss://example.invalid/",
                "ws:example.invalid | ws://example.invalid/",
                "ws:/example.invalid | ws://example.invalid/",
                "ws:\\\\example.invalid\\a | ws://example.invalid/a",
                "ws://example.invalid/a b/ü?ü 'x' | ws://example.invalid/a%20b/%C3%BC?%C3%BC%20%27x%27",
                "ws://example.invalid/a/./b/../%2e%2E/c | ws://example.invalid/c",
                "ws://example.invalid? | ws://example.invalid/?",
                "/chat | ws://base.invalid:8080/chat",
                "chat?x | ws://base.invalid:8080/dir/chat?x",
                "?x | ws://base.invalid:8080/dir/page.html?x",
                "//other.invalid/x | ws://other.invalid/x",
                "http:chat | ws://base.invalid:8080/dir/chat",
                "ws://0x7f.1:1 | ws://127.0.0.1:1/",
                "ws://2130706433:1 | ws://127.0.0.1:1/",
                "ws://[0:0:0:0:0:0:0:1]:1 | ws://[::1]:1/",
                "ws://%65xample.invalid | ws://example.invalid/",
                "ws://天気の良い日.invalid | ws://xn--n8j6ds53lwwkrqhv28a.invalid/",
            })
    void is_read_as_browsers_do(String url, String expected) {
        assertEquals(expected, page.open(url).url());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://x | cannot be opened: its scheme is \"ftp\"; use ws or wss",
                "ws:// | cannot be opened: it has no host",
                "ws://a b | cannot be opened: its host \"a b\" has the forbidden character \" \"",
                "ws://x:99999 | cannot be opened: its port \"99999\" is not a number from 0 to 65535",
                "ws://x:y | cannot be opened: its port \"y\" is not a number from 0 to 65535",
                "ws://1.2.3.999 | cannot be opened: its host \"1.2.3.999\" ends in a number but is no IPv4 address",
                "ws://[::g] | cannot be opened: its host \"[::g]\" is no IPv6 address",
                "ws://x/# | has the fragment \"#\"; leave it out",
                "ws://x/#y | has the fragment \"#y\"; leave it out",
            })
    void is_refused_with_a_reason(String url, String why) {
        DomException error = assertThrows(DomException.class, () -> page.open(url));
        assertEquals("SyntaxError: the URL \"" + url + "\" " + why, error.getMessage());
    }
}
