package examples.bugs;

import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One assertion finds each bug, and its first three lines say that it is the client's. */
class ClientBugsTests {

    private static final Pattern GUILTY = Pattern.compile("client#[0-9]+|the clients?\\b");
    private static final int NAMED = 47;

    private final List<String> unnamed = new ArrayList<>();

    @Test
    void there_are_fifty() {
        assertEquals(50, ClientBugs.all().size());
    }

    @TestFactory
    Stream<DynamicTest> one_assertion_finds() {
        return Stream.concat(
                ClientBugs.all().stream().map(bug -> DynamicTest.dynamicTest(bug.name(), () -> find(bug))),
                Stream.of(DynamicTest.dynamicTest(
                        "and names who is guilty",
                        () -> assertTrue(unnamed.size() <= ClientBugs.all().size() - NAMED, unnamed::toString))));
    }

    private void find(Bug bug) throws Exception {
        try (Scene scene = new Scene(bug.server())) {
            bug.right().in(scene);
            waitingUpTo(ofSeconds(20), () -> act(bug.assertion(), scene));
        }
        try (Scene scene = new Scene(bug.server())) {
            bug.wrong().in(scene);
            AssertionError failure = assertThrows(
                    AssertionError.class, () -> waitingUpTo(ofMillis(50), () -> act(bug.assertion(), scene)));
            String head = failure.getMessage().lines().limit(3).collect(joining("\n"));
            if (!GUILTY.matcher(head).find()) {
                unnamed.add(bug + ":\n" + head);
            }
            assertTrue(failure.getMessage().length() <= 20_000);
        }
    }

    private static void act(Bug.Act act, Scene scene) {
        try {
            act.in(scene);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
