package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.AnswerFaults.ANSWERS;
import static io.github.windsock.server.internal.behavior.FrameFaults.FRAMES;

import java.util.List;
import java.util.stream.Stream;

/** The rows of behaviors that break rules of HTTP or RFC 6455; faults of TCP are among the other behaviors. */
public final class FaultDefinitions {
    /** Where their words begin, as URLs have them. */
    static final String FOLDER = "bad/";

    /** In the order in which they are shown. */
    public static final List<BehaviorDefinition> ROWS =
            Stream.concat(ANSWERS.stream(), FRAMES.stream()).toList();

    private FaultDefinitions() {}

    /** Returns the words to suggest for an unknown one: those of the faults, or of the other behaviors. */
    public static List<String> alike(String word) {
        return (word.startsWith(FOLDER) ? ROWS : Definitions.BEHAVIORS)
                .stream()
                        .filter(Definitions.SPEAKABLE::contains)
                        .map(BehaviorDefinition::word)
                        .toList();
    }

    /** Returns every fault there is, those with a value with some that stand for all. */
    public static List<Invocation> calls() {
        return Stream.of(Definitions.BEHAVIORS, TransportDefinitions.ROWS, ROWS)
                .flatMap(List::stream)
                .filter(row -> row.broken().isPresent())
                .flatMap(FrameFaults::calls)
                .toList();
    }
}
