package io.github.windsock.server.internal.conversation;

import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import java.util.List;
import java.util.function.IntFunction;

/** Which of several matchers a message was nearest to, and what was missing: for rules and for scripts. */
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
        int nearest = -1;
        Match best = null;
        for (int i = 0; i < matchers.size(); i++) {
            Match match = matchers.get(i).match(message);
            if (best == null || match.distance() < best.distance()) {
                best = match;
                nearest = i;
            }
        }
        return best == null
                ? ""
                : "nearest: " + name.apply(nearest) + ", " + matchers.get(nearest)
                        + (best.isMatch() ? spent : ": " + best.why());
    }
}
