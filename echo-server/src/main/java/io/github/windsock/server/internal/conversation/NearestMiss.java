package io.github.windsock.server.internal.conversation;

import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Finds which of several matchers a message or an attempt nearly matched, and what did not match: for rules and for
 * scripts.
 */
public final class NearestMiss {
    private NearestMiss() {}

    /**
     * Says it; may run code of the user's.
     *
     * @param name names a matcher, by its place
     * @param spent what is said of one that does match, since it may not be used any more
     * @return such as {@code nearest: rule 1, text("a"): is binary}; empty without a matcher
     */
    public static String of(Message message, List<MessageMatcher> matchers, IntFunction<String> name, String spent) {
        List<Match> matches = matchers.stream().map(each -> each.match(message)).toList();
        return of(matches, i -> name.apply(i) + ", " + matchers.get(i), spent);
    }

    /**
     * Says it of what has been looked at.
     *
     * @param name names what made a match, by its place
     * @param spent what is said of one that does match, since it may not be used any more
     * @return as the other method does
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
