package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.server.internal.conversation.RuleConversation.CodeStep;
import io.github.windsock.server.internal.conversation.RuleConversation.MessageCode;
import io.github.windsock.server.internal.conversation.RuleConversation.PlayStep;
import io.github.windsock.server.internal.conversation.RuleConversation.ReplyStep;
import io.github.windsock.server.internal.conversation.RuleConversation.Rule;
import io.github.windsock.server.internal.conversation.RuleConversation.Step;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.IgnoredFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the actions of one rule for one message, one after another. */
final class RunningRule {
    private final long number;
    private final Rule rule;
    private final List<Step> steps;
    private final List<Message> replies;
    private final Frame message;
    private final Message taken;
    private final RunningRules running;
    private final ConversationContext context;
    private final StepTimer timer;
    private int step;
    private int reply;
    private int sent; // replies
    private volatile boolean hasDemanded;
    private volatile boolean isWaiting;
    private volatile boolean holdsUp; // later messages; set once, so that other threads see no intermediate state
    private volatile @Nullable Conversation current;
    private @Nullable ConversationContext part;

    /**
     * Creates it.
     *
     * @param number its place among those of the connection
     */
    RunningRule(
            long number,
            Rule rule,
            List<Message> replies,
            Frame message,
            Message taken,
            RunningRules running,
            ConversationContext context) {
        this.number = number;
        this.rule = rule;
        this.steps = rule.steps();
        this.replies = replies;
        this.message = message;
        this.taken = taken;
        this.running = running;
        this.context = context;
        this.timer = new StepTimer(context);
    }

    void next() {
        isWaiting = false;
        if (step == steps.size()) {
            if (running.remove(this)) {
                context.changed();
            }
            demandOnce();
            return;
        }
        if (steps.size() > 1) {
            running.add(this);
        }
        Step now = steps.get(step++);
        if (now instanceof PlayStep play) {
            begin(play.behavior());
        } else if (now instanceof CodeStep call) {
            call(call.code());
        } else if (now instanceof ReplyStep answer) {
            answer(answer.delay());
        }
    }

    private void answer(Duration delay) {
        Message answer = replies.get(reply++);
        if (delay.isZero()) {
            send(answer);
        } else {
            timer.start(rule.text(), delay, () -> send(answer));
            waitAside();
        }
    }

    private void send(Message answer) {
        sent++;
        context.output().send(MessageParts.frame(answer), () -> context.execute(this::next));
    }

    private void call(MessageCode code) {
        boolean isFirst = running.queue(rule.text(), code, taken, this::next);
        isWaiting = true;
        running.add(this);
        if (isFirst) {
            running.callFirst();
        }
        letOthersBeMatched(); // last: the next message may queue another call, and a Close frame end the connection
    }

    private void waitAside() {
        isWaiting = true;
        running.add(this);
        letOthersBeMatched();
    }

    /** Lets further messages be matched while this rule waits, unless too many actions wait. */
    private void letOthersBeMatched() {
        if (running.holdUp()) {
            holdsUp = true;
        } else {
            demandOnce();
        }
        context.changed();
    }

    private void begin(Starter behavior) {
        ConversationContext own = context.part().withoutDemand(); // the rules demand frames themselves
        part = own;
        Conversation conversation = behavior.begin(own.then(this::done));
        current = conversation;
        running.add(this);
        conversation.opened();
        if (current == conversation) {
            conversation.data(message);
        }
        if (current == conversation
                && !behavior.isFinite()
                && !conversation.lasts()
                && conversation.unfinished().isEmpty()) {
            running.remove(this); // it only answers, and has done so
        }
        if (!running.areInOrder() || !behavior.isFinite()) {
            demandOnce();
        } else {
            holdsUp = true;
            context.changed();
        }
    }

    private void done() {
        Conversation before = current;
        ConversationContext left = part;
        current = null; // first, so that this rule counts as unfinished until the next action has started
        part = null;
        end(before, left);
        next();
    }

    private void demandOnce() {
        if (!hasDemanded) {
            hasDemanded = true;
            context.demand();
        }
    }

    long number() {
        return number;
    }

    /** Ends it before its last action, and records the replies that it has not sent. */
    void end() {
        replies.stream().skip(sent).forEach(left -> running.note("never sent: " + left, rule.text()));
        end(current, part);
    }

    private static void end(@Nullable Conversation conversation, @Nullable ConversationContext part) {
        if (conversation != null) {
            conversation.ended();
        }
        if (part != null) {
            part.revoke();
        }
    }

    Set<IgnoredFrame> ignoredFrames() {
        Conversation conversation = current;
        return conversation == null ? Set.of() : conversation.ignoredFrames();
    }

    boolean lasts() {
        Conversation conversation = current;
        return conversation != null && conversation.lasts();
    }

    boolean waitsForTestClock() {
        Conversation conversation = current;
        return timer.waitsForTestClock() || (conversation != null && conversation.waitsForTestClock());
    }

    boolean isHeld() {
        return holdsUp && !hasDemanded && waitsForTestClock();
    }

    Optional<String> unfinished() {
        Conversation conversation = current;
        if (conversation != null) {
            return conversation.unfinished();
        }
        boolean hasMore = isWaiting || steps.size() > 1;
        return hasMore && !timer.waitsForTestClock() ? Optional.of("the rest of " + rule.text()) : Optional.empty();
    }
}
