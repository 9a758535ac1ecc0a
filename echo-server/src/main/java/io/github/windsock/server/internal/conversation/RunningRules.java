package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.server.internal.conversation.RuleConversation.MessageCode;
import io.github.windsock.server.internal.conversation.RuleConversation.Rule;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.Deaf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the rules of a connection have begun and not ended. Changed on the connection's thread, and asked on any. */
final class RunningRules {
    /** So many replies and calls may wait for their turn; then it is the client that waits. */
    private static final int MOST_WAITING = 1024;

    private final boolean inOrder;
    private final ConversationContext context;
    private final Set<RunningRule> running = ConcurrentHashMap.newKeySet();
    private final Deque<Runnable> calls = new ArrayDeque<>(); // of the user's code; the first one is going on

    /**
     * Makes it.
     *
     * @param inOrder whether the next message is looked at only when what was begun for the one before is done
     */
    RunningRules(boolean inOrder, ConversationContext context) {
        this.inOrder = inOrder;
        this.context = context;
    }

    /** Does what a rule says with a message that it has taken. */
    void begin(Rule rule, List<Message> replies, Frame message, Message taken) {
        new RunningRule(rule, replies, message, taken, this, context).next();
    }

    void add(RunningRule rule) {
        running.add(rule);
    }

    /** Removes a rule that has nothing more to do; returns whether it was there. */
    boolean remove(RunningRule rule) {
        return running.remove(rule);
    }

    /** Tells whether the next message waits until what has been begun is done. */
    boolean areInOrder() {
        return inOrder;
    }

    /** Tells whether no more messages may be looked at while something waits. */
    boolean holdUp() {
        return inOrder || running.size() >= MOST_WAITING;
    }

    /**
     * Queues a call of the user's code.
     *
     * @param where for the failure, if it throws
     * @param then runs on the connection's thread, when it has returned
     * @return whether no other call goes on, so that the caller has to begin this one
     */
    boolean queue(String where, MessageCode code, Message taken, Runnable then) {
        boolean isFirst = calls.isEmpty();
        calls.add(() -> context.ask(where, () -> run(code, taken), done -> called(then)));
        return isFirst;
    }

    /** Begins the first call in the queue. */
    void callFirst() {
        calls.element().run();
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

    /** Ends all. */
    void end() {
        running.forEach(RunningRule::end);
        running.clear();
        calls.clear();
    }

    /** Returns what the traits of actions leave without an answer, as long as the actions go on. */
    Set<Deaf> deafness() {
        Set<Deaf> all = EnumSet.noneOf(Deaf.class);
        running.forEach(rule -> all.addAll(rule.deafness()));
        return all;
    }

    boolean last() {
        return running.stream().anyMatch(RunningRule::lasts);
    }

    boolean standStill() {
        return running.stream().anyMatch(RunningRule::standsStill);
    }

    boolean areHeld() {
        return running.stream().anyMatch(RunningRule::isHeld);
    }

    /** Returns what the first one will still do of its own accord that does. */
    Optional<String> unfinished() {
        return running.stream().flatMap(rule -> rule.unfinished().stream()).findFirst();
    }

    int size() {
        return running.size();
    }
}
