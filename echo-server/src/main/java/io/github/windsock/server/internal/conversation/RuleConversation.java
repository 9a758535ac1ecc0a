package io.github.windsock.server.internal.conversation;

import io.github.windsock.CloseStatus;
import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.MessageAssembler;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.server.internal.conversation.UnresponsiveConversation.Deaf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Does what rules say. One message is looked at after the other, with the code of the user's among it on the pool; replies
 * that are not delayed keep that order. Behaviors, delays and code that a rule begins go on while further messages are
 * looked at, unless the rules are to keep the order of the messages in everything.
 */
public final class RuleConversation extends Conversation {
    /** So many replies and calls may wait for their turn; then it is the client that waits. */
    private static final int MOST_WAITING = 1024;

    private final List<Rule> rules;
    private final boolean inOrder;
    private final Unmatched unmatched;
    private final boolean hasCode;
    private final MessageAssembler assembler = new MessageAssembler();
    private final List<Integer> used = new ArrayList<>(); // how many messages each rule has taken
    private final Set<RunningActions> running = ConcurrentHashMap.newKeySet();
    private final Deque<Runnable> calls = new ArrayDeque<>(); // of the user's code; the first one is going on
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
    public record Answer(ReplySource reply, Duration delay) implements Step {}

    /** Calls code of the user's, where it may block. */
    public record Call(MessageCode code) implements Step {}

    /** Begins a conversation, which is given the message. */
    public record Play(Starter behavior) implements Step {}

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
        this.inOrder = inOrder;
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
        Message message = message(whole);
        if (hasCode) {
            context().ask("rules", () -> decide(message), decision -> perform(decision, whole, message));
        } else {
            perform(decide(message), whole, message);
        }
    }

    private static Message message(Frame frame) {
        Payload payload = PayloadInternals.adopt(frame.arrays());
        return frame.opcode() == Opcode.TEXT ? Message.text(payload) : Message.binary(payload);
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
            if (step instanceof Answer answer) {
                replies.add(answer.reply().reply(message, match, n));
            }
        }
        return replies;
    }

    private void perform(Decision decision, Frame message, Message taken) {
        Rule rule = decision.rule();
        if (rule != null) {
            new RunningActions(rule, decision.replies(), message, taken).next();
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
        if (isDeaf(Deaf.TO_PING)) {
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
        if (isDeaf(Deaf.TO_CLOSE)) {
            Deaf.TO_CLOSE.leave(context());
        } else if (fallback == null) {
            super.closing(status);
        } else {
            fallback.closing(status);
        }
    }

    @Override
    public void ended() {
        running.forEach(RunningActions::end);
        running.clear();
        calls.clear();
        if (fallback != null) {
            fallback.ended();
        }
    }

    /** What a trait of an action says holds while the action goes on. */
    private boolean isDeaf(Deaf deaf) {
        return running.stream().anyMatch(actions -> actions.deafness().contains(deaf));
    }

    @Override
    Set<Deaf> deafness() {
        Set<Deaf> all = EnumSet.noneOf(Deaf.class);
        running.forEach(actions -> all.addAll(actions.deafness()));
        if (fallback != null) {
            all.addAll(fallback.deafness());
        }
        return all;
    }

    @Override
    boolean lasts() {
        return running.stream().anyMatch(RunningActions::lasts) || (fallback != null && fallback.lasts());
    }

    @Override
    boolean standsStill() {
        return running.stream().anyMatch(RunningActions::standsStill) || (fallback != null && fallback.standsStill());
    }

    @Override
    public boolean isHeld() {
        return running.stream().anyMatch(RunningActions::isHeld) || (fallback != null && fallback.isHeld());
    }

    @Override
    public Optional<String> unfinished() {
        for (RunningActions performance : running) {
            Optional<String> left = performance.unfinished();
            if (left.isPresent()) {
                return left;
            }
        }
        return fallback == null ? Optional.empty() : fallback.unfinished();
    }

    /** Returns how many rules have behaviors that go on. */
    public int goingOn() {
        return running.size();
    }

    /** The actions of one rule for one message, one after another. */
    private final class RunningActions {
        private final Rule rule;
        private final List<Step> steps;
        private final List<Message> replies;
        private final Frame message;
        private final Message taken;
        private int step;
        private int reply;
        private final StepTimer timer = new StepTimer(context());
        private volatile boolean hasDemanded;
        private volatile boolean isWaiting;
        private volatile boolean holdsUp; // the messages that come: decided once, and not what is so for a moment
        private volatile @Nullable Conversation current;
        private @Nullable ConversationContext part;

        RunningActions(Rule rule, List<Message> replies, Frame message, Message taken) {
            this.rule = rule;
            this.steps = rule.steps();
            this.replies = replies;
            this.message = message;
            this.taken = taken;
        }

        void next() {
            isWaiting = false;
            if (step == steps.size()) {
                if (running.remove(this)) {
                    context().changed();
                }
                demandOnce();
                return;
            }
            if (steps.size() > 1) {
                running.add(this);
            }
            Step now = steps.get(step++);
            if (now instanceof Play play) {
                begin(play.behavior());
            } else if (now instanceof Call call) {
                call(call.code());
            } else if (now instanceof Answer answer) {
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
            output().send(MessageParts.frame(answer), later(this::next));
        }

        private void call(MessageCode code) {
            String where = rule.text() + ", given " + taken;
            boolean isFirst = calls.isEmpty();
            calls.add(() -> context().ask(where, () -> run(code), done -> called()));
            waitAside();
            if (isFirst) {
                calls.element().run();
            }
        }

        private boolean run(MessageCode code) {
            code.run(context().connection(), taken);
            return true;
        }

        private void called() {
            calls.remove();
            if (!calls.isEmpty()) {
                calls.element().run();
            }
            next();
        }

        /** Further messages are looked at meanwhile, unless there are too many that wait. */
        private void waitAside() {
            isWaiting = true;
            running.add(this);
            if (!inOrder && running.size() < MOST_WAITING) {
                demandOnce();
            } else {
                holdsUp = true;
            }
            context().changed();
        }

        private void begin(Starter behavior) {
            ConversationContext own = context().part().withoutDemand(); // the rules have demanded, or will
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
                running.remove(this); // it only answers, and has
            }
            if (!inOrder || !behavior.isFinite()) {
                demandOnce();
            } else {
                holdsUp = true;
                context().changed();
            }
        }

        private void done() {
            Conversation before = current;
            ConversationContext left = part;
            current = null; // first: until the next action has begun there is something to do
            part = null;
            end(before, left);
            next();
        }

        private void demandOnce() {
            if (!hasDemanded) {
                hasDemanded = true;
                context().demand();
            }
        }

        void end() {
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

        Set<Deaf> deafness() {
            Conversation conversation = current;
            return conversation == null ? Set.of() : conversation.deafness();
        }

        boolean lasts() {
            Conversation conversation = current;
            return conversation != null && conversation.lasts();
        }

        boolean standsStill() {
            Conversation conversation = current;
            return timer.standsStill() || (conversation != null && conversation.standsStill());
        }

        boolean isHeld() {
            return holdsUp && !hasDemanded && standsStill();
        }

        Optional<String> unfinished() {
            Conversation conversation = current;
            if (conversation != null) {
                return conversation.unfinished();
            }
            boolean hasMore = isWaiting || steps.size() > 1;
            return hasMore && !timer.standsStill() ? Optional.of("the rest of " + rule.text()) : Optional.empty();
        }
    }
}
