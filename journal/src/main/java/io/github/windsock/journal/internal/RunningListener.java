package io.github.windsock.journal.internal;

import io.github.windsock.journal.Entry;
import java.util.Optional;
import java.util.stream.Stream;

/** Prints the stack of a listener that is still running. */
final class RunningListener {

    private RunningListener() {}

    /** Returns the stack of one of the party if there is one, otherwise of any in its journal; empty if none runs. */
    static String of(PartyLog on) {
        return Stream.concat(on.entries().stream(), on.journal().entries().stream())
                .flatMap(entry -> stack(entry).stream())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> stack(Entry entry) {
        Thread handler = ((RecordedEntry) entry).handler();
        return handler == null
                ? Optional.empty()
                : Optional.of("; "
                        + RunningCode.where(handler, "a listener", entry.event().summary()));
    }
}
