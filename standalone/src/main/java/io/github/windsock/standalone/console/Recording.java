package io.github.windsock.standalone.console;

import io.github.windsock.Handshake;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import java.util.List;
import java.util.Optional;

/**
 * The recorded entries of one connection, from its attempt on.
 *
 * @param handshake the handshake, with the answer if there was one
 * @param entries all entries of the connection
 */
record Recording(Handshake handshake, List<Entry> entries) {

    /** Creates a recording; empty if the journal no longer has the attempt. */
    static Optional<Recording> of(List<Entry> entries) {
        Optional<Handshake> begun = first(entries, Event.Kind.ATTEMPT);
        Optional<Handshake> answered = first(entries, Event.Kind.ANSWER);
        return begun.map(attempt -> new Recording(answered.orElse(attempt), List.copyOf(entries)));
    }

    private static Optional<Handshake> first(List<Entry> entries, Event.Kind kind) {
        return entries.stream()
                .filter(entry -> entry.event().kind() == kind)
                .findFirst()
                .flatMap(entry -> entry.event().handshake());
    }

    /** Returns whether there is an entry of a kind. */
    boolean has(Event.Kind kind) {
        return entries.stream().anyMatch(entry -> entry.event().kind() == kind);
    }
}
