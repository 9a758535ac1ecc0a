package io.github.windsock.server.internal.behavior;

import io.github.windsock.Handshake;
import io.github.windsock.server.internal.conversation.NumberedRule;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The data from which an attempt is decided.
 *
 * @param who the party that it becomes, such as {@code server#1}
 * @param asked what the client asked for
 * @param shown the same without what is secret, for messages
 * @param number its number among all attempts of the server
 * @param seed of the journal
 * @param chance its own, of that seed
 * @param taken receives the rules that take it
 */
public record Attempted(
        String who,
        Handshake asked,
        Handshake shown,
        long number,
        long seed,
        SplittableRandom chance,
        Consumer<NumberedRule> taken) {}
