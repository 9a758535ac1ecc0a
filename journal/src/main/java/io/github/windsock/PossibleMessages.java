package io.github.windsock;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a matcher may match, as far as that is known without asking it: enough to find what can never match.
 *
 * @param texts whether a text may match
 * @param binaries whether a binary message may match
 * @param all whether all of those types do
 * @param only the messages that may match; null if they are not counted
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

    /** Returns whether messages of all types that another one may match are among these. */
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

    /** Returns those that both may match; {@code rest} are the counted ones, if one of them counts. */
    PossibleMessages and(PossibleMessages other, @Nullable Set<Message> rest) {
        return new PossibleMessages(
                texts && other.texts, binaries && other.binaries, all && other.all && rest == null, rest);
    }
}
