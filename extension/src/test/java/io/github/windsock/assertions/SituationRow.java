package io.github.windsock.assertions;

import io.github.windsock.assertions.SituationSetup.Place;
import io.github.windsock.assertions.SituationSetup.StartState;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** One assertion, and the event that it is about. */
final class SituationRow {

    /** What an assertion waits for. */
    enum Waits {
        /** Until the event comes. */
        FOR_IT,
        /** For a time, that it does not come. */
        THAT_NOTHING_COMES,
        /** Not at all, or for a fence. */
        NOT
    }

    final String signature;
    final String golden;
    final StartState start;
    final Waits waits;
    final Map<Situation, String> senseless = new EnumMap<>(Situation.class);
    Consumer<Place> event = place -> {};
    Consumer<Place> end = place -> place.connection().close(1001, "gone");
    Function<Place, Object> assertion = place -> "";

    SituationRow(String signature, String golden, StartState start, Waits waits) {
        this.signature = signature;
        this.golden = golden;
        this.start = start;
        this.waits = waits;
    }

    SituationRow event(Consumer<Place> event) {
        this.event = event;
        return this;
    }

    /** How the connection ends without the event, if not by a Close frame of the server. */
    SituationRow end(Consumer<Place> end) {
        this.end = end;
        return this;
    }

    SituationRow assertion(Function<Place, Object> assertion) {
        this.assertion = assertion;
        return this;
    }

    /** A situation that this event cannot be in. */
    SituationRow without(Situation situation, String why) {
        senseless.put(situation, why);
        return this;
    }
}
