package io.github.windsock.server.internal.behavior;

import static io.github.windsock.server.internal.behavior.AnswerFaults.ANSWERS;
import static io.github.windsock.server.internal.behavior.FrameFaults.FRAMES;

import java.util.List;
import java.util.stream.Stream;

/** The definitions of faults of HTTP and RFC 6455. Faults of TCP are in {@link TransportDefinitions}. */
public final class FaultDefinitions {
    /** The prefix of their names in URLs. */
    static final String FOLDER = "bad/";

    /** All of them, in the order of the documentation. */
    public static final List<BehaviorDefinition> FAULTS =
            Stream.concat(ANSWERS.stream(), FRAMES.stream()).toList();

    private FaultDefinitions() {}

    /** Returns the names to suggest for an unknown one: faults for a name with their prefix, otherwise behaviors. */
    public static List<String> alike(String word) {
        return (word.startsWith(FOLDER) ? FAULTS : Definitions.BEHAVIORS)
                .stream()
                        .filter(Definitions.WITH_URL_FORM::contains)
                        .map(BehaviorDefinition::word)
                        .toList();
    }

    /** Returns all faults, also those of TCP; faults with a parameter are included with several values. */
    public static List<Invocation> calls() {
        return Stream.of(Definitions.BEHAVIORS, TransportDefinitions.FAULTS, FAULTS)
                .flatMap(List::stream)
                .filter(definition -> definition.broken().isPresent())
                .flatMap(FrameFaults::calls)
                .toList();
    }
}
