package io.github.windsock.server.internal.conversation;

import static java.util.Comparator.comparingLong;

import io.github.windsock.Message;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.RuleConversation.MessageCode;
import io.github.windsock.server.internal.conversation.RuleConversation.Rule;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.IgnoredFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The running actions of a connection's rules. Changed on the connection's thread; any thread may read it. */
final class RunningRules {
    /** The maximum number of waiting replies and calls. Beyond it the server stops reading. */
    private static final int MAX_WAITING = 1024;

    private final boolean inOrder;
    private final ConversationContext context;
    private final Set<RunningRule> running = ConcurrentHashMap.newKeySet();
    private final Deque<QueuedCall> calls = new ArrayDeque<>(); // the first one is running
    private long begun; // the number of rules that have begun

    /** A call of the user's code for a message. */
    private record QueuedCall(String rule, Message taken, Runnable start) {}

    /**
     * Creates it.
     *
     * @param inOrder whether a message waits until all actions for the one before are done
     */
    RunningRules(boolean inOrder, ConversationContext context) {
        this.inOrder = inOrder;
        this.context = context;
    }

    /** Starts the actions of a rule for a message that it has matched. */
    void begin(Rule rule, List<Message> replies, Frame message, Message taken) {
        new RunningRule(begun++, rule, replies, message, taken, this, context).next();
    }

    void add(RunningRule rule) {
        running.add(rule);
    }

    /** Removes a rule that has no more actions; returns whether it was there. */
    boolean remove(RunningRule rule) {
        return running.remove(rule);
    }

    /** Tells whether a message waits until all actions for the one before are done. */
    boolean areInOrder() {
        return inOrder;
    }

    /** Tells whether no further message may be matched while actions wait. */
    boolean holdUp() {
        return inOrder || running.size() >= MAX_WAITING;
    }

    /**
     * Queues a call of the user's code.
     *
     * @param rule the text of its rule, for the journal
     * @param then runs on the connection's thread when the code has returned
     * @return whether the queue was empty; the caller must then start the call
     */
    boolean queue(String rule, MessageCode code, Message taken, Runnable then) {
        boolean isFirst = calls.isEmpty();
        String where = rule + ", given " + taken;
        calls.add(new QueuedCall(rule, taken, () -> context.ask(where, () -> run(code, taken), done -> called(then))));
        return isFirst;
    }

    /** Starts the first call in the queue. */
    void callFirst() {
        calls.element().start().run();
    }

    private boolean run(MessageCode code, Message taken) {
        code.run(context.connection(), taken);
        return true;
    }

    private void called(Runnable then) {
        calls.remove();
        if (!calls.isEmpty()) {
            callFirst();
        }
        then.run();
    }

    /** Ends all actions. The call that is running cannot be stopped; those behind it do not begin. */
    void end() {
        running.stream().sorted(comparingLong(RunningRule::number)).forEach(RunningRule::end);
        running.clear();
        calls.stream().skip(1).forEach(call -> note("did not call the code for " + call.taken(), call.rule()));
        calls.clear();
    }

    /** Records what a rule does not do any more. */
    void note(String what, String rule) {
        context.record(Events.note(what, rule + ": " + context.whyItEnds() + " before its turn"));
    }

    /** Returns the control frames that running actions do not answer. */
    Set<IgnoredFrame> ignoredFrames() {
        Set<IgnoredFrame> all = EnumSet.noneOf(IgnoredFrame.class);
        running.forEach(rule -> all.addAll(rule.ignoredFrames()));
        return all;
    }

    boolean anyLasts() {
        return running.stream().anyMatch(RunningRule::lasts);
    }

    boolean anyWaitsForTestClock() {
        return running.stream().anyMatch(RunningRule::waitsForTestClock);
    }

    boolean anyIsHeld() {
        return running.stream().anyMatch(RunningRule::isHeld);
    }

    /** Returns what the first unfinished action still does. */
    Optional<String> unfinished() {
        return running.stream().flatMap(rule -> rule.unfinished().stream()).findFirst();
    }

    int size() {
        return running.size();
    }
}
