package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.MessageAssembler;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.Deaf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does what rules say. One message is looked at after the other, with the code of the user's among it on the pool; replies
 * that are not delayed keep that order. Behaviors, delays and code that a rule begins go on while further messages are
 * looked at, unless the rules are to keep the order of the messages in everything.
 */
public final class RuleConversation extends Conversation {
    private final List<Rule> rules;
    private final Unmatched unmatched;
    private final boolean hasCode;
    private final MessageAssembler assembler = new MessageAssembler();
    private final List<Integer> used = new ArrayList<>(); // how many messages each rule has taken
    private final RunningRules running;
    private final @Nullable Conversation fallback;

    /**
     * A rule.
     *
     * @param most how many messages it takes on a connection
     * @param hasCode whether code of the user's is among it, which may block
     * @param self its place and its text
     */
    public record Rule(MessageMatcher matcher, List<Step> steps, int most, boolean hasCode, NumberedRule self) {
        String text() {
            return self.text();
        }
    }

    /** What a rule does with a message, one after another. */
    public sealed interface Step {}

    /** Sends a message, after a while. */
    public record ReplyStep(ReplySource reply, Duration delay) implements Step {}

    /** Calls code of the user's, where it may block. */
    public record CodeStep(MessageCode code) implements Step {}

    /** Begins a conversation, which is given the message. */
    public record PlayStep(Starter behavior) implements Step {}

    /** Makes a reply. */
    @FunctionalInterface
    public interface ReplySource {
        /** Makes it for the n-th message that a rule took, where it may block if it is code. */
        Message reply(Message taken, Match match, int n);
    }

    /** Does something with a message. */
    @FunctionalInterface
    public interface MessageCode {
        /** Does it; the connection is the public one. */
        void run(Object connection, Message taken);
    }

    /** Says of a message that no rule took why. */
    @FunctionalInterface
    public interface Unmatched {
        /** Says it; may run code of the user's. */
        String explain(String party, Message message, List<Integer> used);
    }

    /** What was decided about a message; without a rule, why none took it. */
    private record Decision(@Nullable Rule rule, List<Message> replies, String explanation) {}

    /**
     * Makes it.
     *
     * @param inOrder whether the next message is looked at only when what was begun for the one before is done
     * @param otherwise takes what no rule does; without it, such a message fails the test
     */
    public RuleConversation(
            List<Rule> rules,
            boolean inOrder,
            @Nullable Starter otherwise,
            Unmatched unmatched,
            ConversationContext context) {
        super(context);
        this.rules = rules;
        this.running = new RunningRules(inOrder, context);
        this.unmatched = unmatched;
        this.hasCode = rules.stream().anyMatch(Rule::hasCode);
        rules.forEach(rule -> used.add(0));
        this.fallback = otherwise == null
                ? null
                : new ConversationSequence(
                        List.<Starter>of(otherwise, SilentConversation::new), context.then(() -> {}));
    }

    @Override
    public void opened() {
        if (fallback == null) {
            context().demand();
        } else {
            fallback.opened();
        }
    }

    @Override
    public void data(Frame frame) {
        Frame whole = assembler.add(frame);
        if (whole == null) {
            context().demand();
            return;
        }
        Message message = MessageParts.message(whole);
        if (hasCode) {
            context().ask("rules", () -> decide(message), decision -> perform(decision, whole, message));
        } else {
            perform(decide(message), whole, message);
        }
    }

    /** One at a time, though not always on the same thread: the next message is not asked for before. */
    private Decision decide(Message message) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (used.get(i) >= rule.most()) {
                continue;
            }
            Match match = rule.matcher().match(message);
            if (match.isMatch()) {
                used.set(i, used.get(i) + 1);
                context().took(rule.self());
                return new Decision(rule, replies(rule, message, match, used.get(i)), "");
            }
        }
        String explanation = fallback == null ? unmatched.explain(context().name(), message, used) : "";
        return new Decision(null, List.of(), explanation);
    }

    private static List<Message> replies(Rule rule, Message message, Match match, int n) {
        List<Message> replies = new ArrayList<>();
        for (Step step : rule.steps()) {
            if (step instanceof ReplyStep answer) {
                replies.add(answer.reply().reply(message, match, n));
            }
        }
        return replies;
    }

    private void perform(Decision decision, Frame message, Message taken) {
        Rule rule = decision.rule();
        if (rule != null) {
            running.begin(rule, decision.replies(), message, taken);
        } else if (fallback != null) {
            fallback.data(message);
        } else {
            context().record(Events.note("no rule took this", ""));
            context().fail(decision.explanation());
            context().demand();
        }
    }

    @Override
    public void ping(Frame frame) {
        if (running.deafness().contains(Deaf.TO_PING)) {
            Deaf.TO_PING.leave(context());
        } else if (fallback == null) {
            super.ping(frame);
        } else {
            fallback.ping(frame);
        }
    }

    @Override
    public void pong(Frame frame) {
        if (fallback == null) {
            super.pong(frame);
        } else {
            fallback.pong(frame);
        }
    }

    @Override
    public void closing(CloseStatus status) {
        if (running.deafness().contains(Deaf.TO_CLOSE)) {
            Deaf.TO_CLOSE.leave(context());
        } else if (fallback == null) {
            super.closing(status);
        } else {
            fallback.closing(status);
        }
    }

    @Override
    public void ended() {
        running.end();
        if (fallback != null) {
            fallback.ended();
        }
    }

    @Override
    Set<Deaf> deafness() {
        Set<Deaf> all = running.deafness();
        if (fallback != null) {
            all.addAll(fallback.deafness());
        }
        return all;
    }

    @Override
    boolean lasts() {
        return running.last() || (fallback != null && fallback.lasts());
    }

    @Override
    boolean standsStill() {
        return running.standStill() || (fallback != null && fallback.standsStill());
    }

    @Override
    public boolean isHeld() {
        return running.areHeld() || (fallback != null && fallback.isHeld());
    }

    @Override
    public Optional<String> unfinished() {
        Optional<String> left = running.unfinished();
        return left.isPresent() || fallback == null ? left : fallback.unfinished();
    }

    /** Returns how many rules have behaviors that go on. */
    public int goingOn() {
        return running.size();
    }
}
