package io.github.windsock;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a matcher can match, as far as that is known without calling it. Used to find rules that can never
 * match.
 *
 * @param texts whether text messages can match
 * @param binaries whether binary messages can match
 * @param all whether all messages of those types match
 * @param only the only messages that can match; null if they cannot be listed
 */
record PossibleMessages(
        boolean texts,
        boolean binaries,
        boolean all,
        @Nullable Set<Message> only) {
    static final PossibleMessages UNKNOWN = new PossibleMessages(true, true, false, null);
    static final PossibleMessages EVERY = new PossibleMessages(true, true, true, null);
    static final PossibleMessages TEXTS = new PossibleMessages(true, false, true, null);
    static final PossibleMessages SOME_TEXTS = new PossibleMessages(true, false, false, null);
    static final PossibleMessages BINARIES = new PossibleMessages(false, true, true, null);

    static PossibleMessages just(Message message) {
        return new PossibleMessages(message.isText(), !message.isText(), false, Set.of(message));
    }

    boolean isNone() {
        return (!texts && !binaries) || (only != null && only.isEmpty());
    }

    /** Tells whether all messages of each type that {@code other} can match are included. */
    boolean holdsAllTypesOf(PossibleMessages other) {
        return all && (texts || !other.texts) && (binaries || !other.binaries);
    }

    PossibleMessages or(PossibleMessages other) {
        Set<Message> both = null;
        if (only != null && other.only != null) {
            both = new HashSet<>(only);
            both.addAll(other.only);
        }
        return new PossibleMessages(texts || other.texts, binaries || other.binaries, all && other.all, both);
    }

    PossibleMessages negate() {
        return all ? new PossibleMessages(!texts, !binaries, true, null) : UNKNOWN;
    }

    /** Returns the messages that both can match; {@code rest} lists them, or is null if they cannot be listed. */
    PossibleMessages and(PossibleMessages other, @Nullable Set<Message> rest) {
        return new PossibleMessages(
                texts && other.texts, binaries && other.binaries, all && other.all && rest == null, rest);
    }
}
