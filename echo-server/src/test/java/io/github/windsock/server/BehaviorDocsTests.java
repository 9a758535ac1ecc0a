package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.Definitions;
import io.github.windsock.server.internal.behavior.FaultDefinitions;
import io.github.windsock.server.internal.behavior.Parameter;
import io.github.windsock.server.internal.behavior.TraitDefinitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about behaviors says what the table says. {@code -Dwindsock.docs=write} brings it up to date. */
class BehaviorDocsTests {
    private static final Path PAGE = Path.of("..", "docs", "behaviors.md");

    @Test
    void have_every_behavior_and_trait() throws IOException {
        if ("write".equals(System.getProperty("windsock.docs"))) {
            Files.writeString(PAGE, page());
        }
        assertEquals(
                page(),
                Files.readString(PAGE).replace("\r\n", "\n"),
                "docs/behaviors.md is not what the table says; run this test with -Dwindsock.docs=write");
    }

    private static final String SLOW = """

        ## A client that does not read

        The server waits for such a client, and keeps one message for each connection: an echo stops reading, a push sends its \
        next message when the previous one is written, a broadcast stops reading from the sender. What the test itself sends \
        waits, up to `maxQueuedBytes`; beyond that, `send` throws. No client is closed because it is slow.

        Only an end does not wait for it without limit. A reset cuts the connection off: for a Close frame after the server's \
        timeout, for `dropConnection` after a second in which the client reads nothing, and for all when the server is closed. \
        The journal then has `close 1006 ""` with the reason and, for a drop, what was never sent.
        """;

    static String page() {
        return "# All behaviors, faults and traits\n\n"
                + "All behaviors of a server, all faults and all traits, each as a method in Java and as a URL. The guides say"
                + " [how to set and combine behaviors](guide/behaviors.md) and [how to test with faults](guide/faults.md)."
                + " A test compares this page with the code.\n\n"
                + "In a URL, `&then=name` begins the next behavior of a chain. Traits are parameters, at any place, and apply"
                + " to the whole chain. With `p=0.3` about three connections in ten get the behavior, and the others an echo;"
                + " with `seed=7` too, the result for the n-th connection is always the same: `bad/utf8?p=0.3&seed=7`.\n\n"
                + section("Behaviors", behaviors())
                + "\n"
                + section("Faults", FaultDefinitions.FAULTS)
                + "\n"
                + section("Traits", TraitDefinitions.TRAITS)
                + SLOW;
    }

    private static List<BehaviorDefinition> behaviors() {
        return Stream.concat(Definitions.WITH_URL_FORM.stream(), Stream.of(Definitions.SCRIPT))
                .filter(row -> !FaultDefinitions.FAULTS.contains(row))
                .toList();
    }

    private static String section(String title, List<BehaviorDefinition> items) {
        StringBuilder text = new StringBuilder("## " + title + "\n");
        for (BehaviorDefinition item : items) {
            text.append("\n### ").append(item.name()).append("\n\n").append(item.summary());
            item.broken()
                    .ifPresent(rule ->
                            text.append(" Breaks ").append(rule.citation()).append('.'));
            text.append(" As a URL: `").append(item.example()).append("`\n");
            if (!item.urlParameters().isEmpty()) {
                text.append("\n| parameter | type | limits | | what |\n|---|---|---|---|---|\n");
            }
            item.urlParameters().forEach(each -> text.append(row(each)));
        }
        return text.toString();
    }

    private static String row(Parameter<?> parameter) {
        String need = parameter.isRequired()
                ? "required"
                : parameter
                        .fallback()
                        .filter(value -> !value.isEmpty())
                        .map(value -> "else " + value)
                        .orElse("");
        return "| `" + parameter.name() + "` | " + parameter.kind() + " | "
                + parameter.limits().map(String::valueOf).orElse("") + " | " + need + " | " + parameter.summary()
                + " |\n";
    }
}
