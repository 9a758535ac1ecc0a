package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.AnswerFaults.ANSWERS;
import static io.github.windsock.server.internal.behavior.FrameFaults.FRAMES;

import java.util.List;
import java.util.stream.Stream;

/** The part of the table that breaks rules; the faults that TCP alone knows are among the other behaviors. */
public final class FaultDefinitions {
    /** Where their words begin, as URLs have them. */
    static final String FOLDER = "bad/";

    /** In the order in which they are shown. */
    public static final List<BehaviorDefinition> ROWS =
            Stream.concat(ANSWERS.stream(), FRAMES.stream()).toList();

    private FaultDefinitions() {}

    /** Returns the words that are meant by where one begins: faults, or all else. */
    public static Stream<String> alike(String word, Stream<String> words) {
        return words.filter(each -> each.startsWith(FOLDER) == word.startsWith(FOLDER));
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
