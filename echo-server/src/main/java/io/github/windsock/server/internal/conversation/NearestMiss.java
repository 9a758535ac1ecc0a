package io.github.windsock.server.internal.conversation;

import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Explains which of several matchers a message or an attempt nearly matched, for failures of rules and scripts.
 */
public final class NearestMiss {
    private NearestMiss() {}

    /**
     * Explains the mismatch of a message. May call code of the user.
     *
     * @param name returns the name of a matcher, given its index
     * @param spent the explanation for a matcher that matches but is used up
     * @return the explanation, such as {@code nearest: rule 1, text("a"): is binary}; empty without a matcher
     */
    public static String of(Message message, List<MessageMatcher> matchers, IntFunction<String> name, String spent) {
        List<Match> matches = matchers.stream().map(each -> each.match(message)).toList();
        return of(matches, i -> name.apply(i) + ", " + matchers.get(i), spent);
    }

    /**
     * Explains the best of several mismatches.
     *
     * @param name returns the name of a matcher, given its index
     * @param spent the explanation for a matcher that matches but is used up
     * @return the explanation; empty without a match
     */
    public static String of(List<Match> matches, IntFunction<String> name, String spent) {
        int nearest = -1;
        Match best = null;
        for (int i = 0; i < matches.size(); i++) {
            Match match = matches.get(i);
            if (best == null || match.distance() < best.distance()) {
                best = match;
                nearest = i;
            }
        }
        return best == null ? "" : "nearest: " + name.apply(nearest) + (best.isMatch() ? spent : ": " + best.why());
    }
}
