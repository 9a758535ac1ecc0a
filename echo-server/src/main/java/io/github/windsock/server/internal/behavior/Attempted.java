package io.github.windsock.server.internal.behavior;

import io.github.windsock.Handshake;
import io.github.windsock.server.internal.conversation.RuleUse;
import java.util.SplittableRandom;

/**
 * The data that the decision about an attempt depends on.
 *
 * @param who the name of the attempt, such as {@code server#1}
 * @param asked the client's request
 * @param shown the request without secret values, for messages
 * @param number the number of the attempt among all attempts of the server
 * @param seed the seed of the journal
 * @param chance the random numbers of this attempt, derived from the seed
 * @param rules records the rules that match the attempt
 */
public record Attempted(
        String who, Handshake asked, Handshake shown, long number, long seed, SplittableRandom chance, RuleUse rules) {}
