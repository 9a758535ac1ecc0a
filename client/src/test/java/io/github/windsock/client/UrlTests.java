package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.client.internal.url.InvalidSyntax;
import io.github.windsock.client.internal.url.WebUrl;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same arguments of {@code new WebSocket(..)} in Chromium and on this room's client: {@code urls.txt}. */
class UrlTests {
    private static final List<UrlRow> ROWS = UrlRow.all();

    private static final String IN_CHROMIUM = """
            const base = document.head.appendChild(document.createElement('base'));
            return arguments[0].map(([href, argument]) => {
              base.href = href;
              try {
                const socket = new WebSocket(JSON.parse(argument));
                socket.close();
                return socket.url;
              } catch (e) {
                return e.name;
              }
            });
            """;

    private static Optional<List<?>> inChromium = Optional.empty();

    static List<UrlRow> rows() {
        return ROWS;
    }

    static IntStream numbers() {
        return IntStream.range(0, ROWS.size());
    }

    @BeforeAll
    static void ask_chromium() {
        Optional<Chromium> found = Chromium.start("", ROWS.size() + " URLs");
        if (found.isPresent()) {
            try (Chromium chromium = found.get()) {
                List<List<String>> arguments = ROWS.stream()
                        .map(row -> List.of(row.base(), row.argument()))
                        .toList();
                inChromium = Optional.of((List<?>) chromium.run(IN_CHROMIUM, arguments));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void on_this_client(UrlRow row) {
        assertEquals(row.result(), opened(row));
    }

    /** A file or a blob lends its page no base. */
    private static String opened(UrlRow row) {
        WebUrl base = row.base().matches("(http|ws)s?:.*") ? WebUrl.parse(row.base(), null) : null;
        try {
            return WebUrl.ofSocket(row.url(), base).toString();
        } catch (InvalidSyntax e) {
            return "SyntaxError";
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void in_chromium(int number) {
        UrlRow row = ROWS.get(number);
        assertEquals(row.chromium(), Chromium.orSkip(inChromium).get(number), row::toString);
    }
}
