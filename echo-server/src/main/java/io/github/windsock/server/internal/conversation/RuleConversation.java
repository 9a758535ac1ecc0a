package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.MessageAssembler;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.IgnoredFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs rules. Messages are matched one after another; code of the user runs on worker threads. Replies without a delay
 * keep the order of the messages. Behaviors, delays and code of a rule go on while further messages are matched, unless
 * the rules are in order.
 */
public final class RuleConversation extends Conversation {
    private final List<Rule> rules;
    private final Unmatched unmatched;
    private final boolean hasCode;
    private final MessageAssembler assembler = new MessageAssembler();
    private final List<Integer> used = new ArrayList<>(); // the number of messages that each rule has matched
    private final RunningRules running;
    private final @Nullable Conversation fallback;

    /**
     * A rule.
     *
     * @param most the maximum number of messages on a connection
     * @param hasCode whether it calls code of the user, which may block
     * @param self its number and its text
     */
    public record Rule(MessageMatcher matcher, List<Step> steps, int most, boolean hasCode, NumberedRule self) {
        String text() {
            return self.text();
        }
    }

    /** An action of a rule. The actions run one after another. */
    public sealed interface Step {}

    /** Sends a message after a delay. */
    public record ReplyStep(ReplySource reply, Duration delay) implements Step {}

    /** Calls code of the user on a worker thread. */
    public record CodeStep(MessageCode code) implements Step {}

    /** Starts a conversation, which gets the message. */
    public record PlayStep(Starter behavior) implements Step {}

    /** Creates a reply. */
    @FunctionalInterface
    public interface ReplySource {
        /** Creates the reply to the n-th message that the rule matched. Code of the user may block. */
        Message reply(Message taken, Match match, int n);
    }

    /** Code that handles a message. */
    @FunctionalInterface
    public interface MessageCode {
        /** Handles a message; {@code connection} is the public view. */
        void run(Object connection, Message taken);
    }

    /** Explains why no rule matched a message. */
    @FunctionalInterface
    public interface Unmatched {
        /** Returns the explanation. May call code of the user. */
        Unexpected explain(String party, Message message, List<Integer> used);
    }

    /**
     * A message that no rule matched.
     *
     * @param failure the message of the test's failure
     * @param nearest the rule that nearly matched, for the timeline: the test may fail before the failure is reported
     */
    public record Unexpected(String failure, String nearest) {}

    /** The decision about a message: the rule that matched it, if one did, or else which one nearly did. */
    private record Decision(@Nullable Rule rule, List<Message> replies, String nearest) {}

    /**
     * Creates it.
     *
     * @param inOrder whether a message waits until all actions for the one before are done
     * @param otherwise gets the messages that no rule matches; null if these fail the test
     */
    public RuleConversation(
            ConversationContext context,
            List<Rule> rules,
            boolean inOrder,
            @Nullable Starter otherwise,
            Unmatched unmatched) {
        super(context);
        this.rules = rules;
        this.running = new RunningRules(inOrder, context);
        this.unmatched = unmatched;
        this.hasCode = rules.stream().anyMatch(Rule::hasCode);
        rules.forEach(rule -> used.add(0));
        this.fallback = otherwise == null
                ? null
                : ConversationSequence.of(List.<Starter>of(otherwise, SilentConversation::of), context.then(() -> {}));
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
            context()
                    .ask(
                            "rules, given " + message,
                            () -> decide(message),
                            decision -> perform(decision, whole, message),
                            decision -> noteLate(decision, message));
        } else {
            perform(decide(message), whole, message);
        }
    }

    /**
     * Decides about one message at a time, maybe on different threads: the next message is demanded only afterwards.
     */
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
        if (fallback != null) {
            return new Decision(null, List.of(), "");
        }
        Unexpected unexpected = unmatched.explain(context().name(), message, used);
        context().fail(unexpected.failure()); // at once, so that it counts although the connection may end meanwhile
        return new Decision(null, List.of(), unexpected.nearest());
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
            context().record(Events.noRule(decision.nearest()));
            context().demand();
        }
    }

    /** Records a decision that has no effect, since the behavior has ended while code of the user made it. */
    private void noteLate(Decision decision, Message message) {
        Rule rule = decision.rule();
        if (rule == null && fallback == null) {
            context().recordLate(Events.noRule(decision.nearest()));
            return;
        }
        String why = context().whyItEnds() + " before the rules had decided";
        context()
                .recordLate(Events.note("did nothing about " + message, rule == null ? why : rule.text() + ": " + why));
    }

    @Override
    public void ping(Frame frame) {
        if (running.ignoredFrames().contains(IgnoredFrame.PING)) {
            IgnoredFrame.PING.ignore(context());
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
        if (running.ignoredFrames().contains(IgnoredFrame.CLOSE)) {
            IgnoredFrame.CLOSE.ignore(context());
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
    Set<IgnoredFrame> ignoredFrames() {
        Set<IgnoredFrame> all = running.ignoredFrames();
        if (fallback != null) {
            all.addAll(fallback.ignoredFrames());
        }
        return all;
    }

    @Override
    boolean lasts() {
        return running.anyLasts() || (fallback != null && fallback.lasts());
    }

    @Override
    boolean waitsForTestClock() {
        return running.anyWaitsForTestClock() || (fallback != null && fallback.waitsForTestClock());
    }

    @Override
    public boolean isHeld() {
        return running.anyIsHeld() || (fallback != null && fallback.isHeld());
    }

    @Override
    public Optional<String> unfinished() {
        Optional<String> left = running.unfinished();
        return left.isPresent() || fallback == null ? left : fallback.unfinished();
    }

    /** Returns the number of rules that have running actions. */
    public int runningRules() {
        return running.size();
    }
}
