package io.github.windsock.server.internal.conversation;

import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.internal.script.ScriptPosition.NextStep;
import io.github.windsock.internal.script.ScriptStep.ExpectMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The step of a script that matches a message.
 *
 * @param choice the step; null if no step matches
 * @param found the values that its matcher found
 * @param nearest the step that nearly matched, if none did
 */
record ScriptMatch(@Nullable NextStep choice, Map<String, String> found, String nearest) {

    /** Tells whether no code of the user is called. */
    static boolean isPure(List<NextStep> choices) {
        return choices.stream()
                .allMatch(choice -> !expectsMessage(choice) || matcher(choice).isPure());
    }

    /** Finds the first step that matches. May call code of the user. */
    static ScriptMatch of(Message message, List<NextStep> choices) {
        List<NextStep> wanted =
                choices.stream().filter(ScriptMatch::expectsMessage).toList();
        for (NextStep choice : wanted) {
            Match match = matcher(choice).match(message);
            if (match.isMatch()) {
                return new ScriptMatch(choice, found(match, matcher(choice)), "");
            }
        }
        String nearest = NearestMiss.of(
                message,
                wanted.stream().map(ScriptMatch::matcher).toList(),
                i -> "step " + wanted.get(i).position().name(),
                "");
        return new ScriptMatch(null, Map.of(), nearest);
    }

    private static Map<String, String> found(Match match, MessageMatcher matcher) {
        Map<String, String> found = new HashMap<>();
        for (String name : matcher.names()) {
            match.value(name).ifPresent(value -> found.put(name, value));
        }
        return found;
    }

    private static boolean expectsMessage(NextStep choice) {
        return choice.node().step() instanceof ExpectMessage;
    }

    private static MessageMatcher matcher(NextStep choice) {
        return ((ExpectMessage) choice.node().step()).matcher();
    }
}
