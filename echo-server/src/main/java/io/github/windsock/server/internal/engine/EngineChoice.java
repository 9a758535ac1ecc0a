package io.github.windsock.server.internal.engine;

import io.github.windsock.journal.internal.Failure;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The engine of a server, and who selected it.
 *
 * @param isOfTheSuite whether the property {@code windsock.engine} chose it for all tests, or {@code @EveryEngine} for each run:
 *     then a test that it cannot play is aborted, and does not fail
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

    /** Refuses what the engine cannot play. */
    public void require(Ability ability, String what) {
        require(EnumSet.of(ability), what);
    }

    public void require(Set<Ability> needed, String what) {
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
