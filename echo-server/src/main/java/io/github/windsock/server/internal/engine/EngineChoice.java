package io.github.windsock.server.internal.engine;

import io.github.windsock.journal.internal.Failure;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The engine of a server, and who chose it.
 *
 * @param engine the engine
 * @param isOfTheSuite whether the property {@code windsock.engine} or {@code @EveryEngine} chose it, not the test
 *     itself; a test that needs more is then aborted and does not fail
 */
public record EngineChoice(ServerEngine engine, boolean isOfTheSuite) {

    public ListeningPort open(PortSettings settings) throws IOException {
        try {
            return engine.open(settings);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "the engine " + engine.name() + " does not work with the libraries of that name"
                            + " on the class path (" + e + "); take the versions that windsock-" + engine.name()
                            + " brings",
                    e);
        }
    }

    /** Refuses a behavior that the engine does not support. */
    public void require(Ability ability, String what) {
        require(Set.of(ability), what);
    }

    /**
     * Refuses a behavior that the engine does not support.
     *
     * @param what the behavior; it is printed only for the message
     */
    public void require(Set<Ability> needed, Object what) {
        if (needed.isEmpty()) {
            return;
        }
        Set<Ability> able = engine.abilities();
        if (able.containsAll(needed)) {
            return;
        }
        String missing = needed.stream()
                .filter(each -> !able.contains(each))
                .map(Ability::toString)
                .collect(Collectors.joining(" and "));
        String sentence = "the engine " + engine.name() + " cannot play " + what + ", which takes " + missing
                + "; leave the engine out for this test";
        throw isOfTheSuite ? Failure.aborted(sentence) : new UnsupportedOperationException(sentence);
    }
}
