package io.github.windsock.journal.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.text.Durations;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until everything that is under way has been handled. Assertions that something did <em>not</em> happen need
 * this. It repeats the following round over all connections and pages of a journal until a round adds no entry:
 *
 * <ol>
 *   <li>the server sends each client a ping, after everything that it has written;
 *   <li>when the client has read the ping, it queues a task in its page's event loop, after the listeners of everything
 *       that it received before;
 *   <li>the task sends the server a ping, after everything that the page has sent;
 *   <li>when the server has <em>read</em> that ping, it has read and handled everything before.
 * </ol>
 *
 * <p>Windsock's clients thus need no pong. Foreign clients get only the first ping and answer with a pong. After a frame
 * that breaks a rule nobody knows whether a foreign client still answers; the wait for it then ends after a second. {@link
 * #why} tells what prevented the fence from passing. The pings are not in the journal, and no behavior or listener sees them.
 * Each wait needs a new object.
 *
 * @since 1.0
 */
public final class Fence {

    /** How long a foreign client is waited for that has got a broken frame, and may read nothing more. */
    private static final Duration MAX_WAIT_AFTER_FAULT = Duration.ofSeconds(1);

    /** The maximum number of rounds, so that endless traffic does not make a fence wait endlessly. */
    private static final int MAX_ROUNDS = 100;

    /** Only the pings of fences begin with this. */
    private static final String MARK =
            "windsock fence " + Long.toHexString(ThreadLocalRandom.current().nextLong()) + " ";

    private static final byte[] MARK_BYTES = Payload.ofText(MARK).toByteArray();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Map<Payload, Crossing> UNDER_WAY = new ConcurrentHashMap<>();

    private final Recorder journal;
    private final @Nullable PartyLog on;
    private final BooleanSupplier isDecided;
    private final Duration timeout;
    private final Set<Object> skipped = new HashSet<>(); // parties and queues that the fence could not pass
    private final StringJoiner why = new StringJoiner("; ");
    private long deadline;
    private int rounds;
    private int connections;
    private boolean isUndecided;
    private boolean isForeign;

    private Fence(Recorder journal, @Nullable PartyLog on, Duration timeout, BooleanSupplier isDecided) {
        this.journal = journal;
        this.on = on;
        this.isDecided = isDecided;
        this.timeout = timeout;
        this.deadline = newDeadline();
    }

    private long newDeadline() {
        return System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    }

    /**
     * Returns a fence after everything on the connections and pages of a journal.
     *
     * @param journal the journal
     * @param timeout the timeout
     * @return a fence for one wait
     */
    public static Fence behindAll(Recorder journal, Duration timeout) {
        return new Fence(journal, null, timeout, () -> false);
    }

    /**
     * Returns a fence after all messages to a party: those under way, and those that its peer still sends by itself.
     *
     * @param on the party
     * @param timeout the timeout
     * @param isDecided tells, under the journal's lock, whether the wait can end early
     * @return a fence for one wait
     */
    public static Fence behindMessagesTo(PartyLog on, Duration timeout, BooleanSupplier isDecided) {
        return new Fence(on.journal(), on, timeout, isDecided);
    }

    /**
     * Waits until nothing is under way.
     *
     * @return whether the fence has passed; if not, {@link #why} tells what prevented it
     * @throws IllegalStateException on a page's event loop or a server's thread, where waiting would be a deadlock
     */
    public boolean pass() {
        LoopThread.refuseToWait();
        journal.pending().beginWait();
        try {
            return on == null ? passRounds() : passFor(on);
        } finally {
            journal.pending().endWait();
        }
    }

    /**
     * Waits only until servers have decided about all messages and attempts recorded so far.
     *
     * @return whether they have decided
     */
    public boolean passDecisions() {
        if (journal.pending().isNothing()) {
            return true;
        }
        journal.pending().beginWait();
        try {
            return awaitBehaviors();
        } finally {
            journal.pending().endWait();
        }
    }

    /**
     * Tells whether the fence failed because a server did not decide about a message or attempt in time.
     *
     * @return whether a behavior's code took longer than the timeout
     */
    public boolean isUndecided() {
        return isUndecided;
    }

    /**
     * Returns what prevented the fence from passing.
     *
     * @return the explanation; empty if there is nothing
     */
    public String why() {
        return why.toString();
    }

    /**
     * Tells whether the fence failed because the other end is open and not in the same journal, so that nobody knows
     * what it still sends.
     *
     * @return whether the peer is foreign
     */
    public boolean isForeign() {
        return isForeign;
    }

    /** Returns what was done, such as {@code pings sent last, in 2 rounds over 1 connection}. */
    @Override
    public String toString() {
        return "pings sent last, in " + count(rounds, "round") + " over " + count(connections, "connection");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    // Called by the ends of a connection.

    /**
     * Tells whether a ping or pong belongs to a fence and must be hidden.
     *
     * @param payload its payload
     * @return whether it belongs to a fence
     */
    public static boolean isOne(Payload payload) {
        return payload.size() > MARK_BYTES.length
                && payload.asByteBuffer().slice(0, MARK_BYTES.length).equals(ByteBuffer.wrap(MARK_BYTES));
    }

    /**
     * Called by a client when it has read the ping of a fence and its page has handled everything before.
     *
     * @param fence the ping's payload
     * @param client sends the ping to the server
     */
    public static void handled(Payload fence, FenceSender client) {
        Crossing crossing = UNDER_WAY.get(fence);
        if (crossing != null) {
            client.sendFence(fence);
            crossing.handled();
        }
    }

    /**
     * Called by a server when it has read the ping or pong of a fence, after the behavior has got everything before.
     *
     * @param fence its payload
     */
    public static void read(Payload fence) {
        Crossing crossing = UNDER_WAY.get(fence);
        if (crossing != null) {
            crossing.read();
        }
    }

    // The wait for one party.

    private boolean passFor(PartyLog party) {
        do {
            if (!awaitPeer(party)) {
                return false;
            }
            if (isDecided(party)) {
                return true;
            }
            if (party.takesNoMore()) {
                return passLoop(party);
            }
            if (!awaitFinished(party) || !passRounds()) {
                return false;
            }
        } while (!isDecided(party) && unfinished(party).isPresent());
        return true;
    }

    private boolean isDecided(PartyLog party) {
        return party.isOver() || isDecided.getAsBoolean();
    }

    /**
     * Waits until it is known whether the party has a peer in this journal. A connecting client may still get one; a
     * server that has sent Close waits for the client's Close frame.
     */
    private boolean awaitPeer(PartyLog party) {
        if (hasPeer(party) || isDecided(party)) {
            return true;
        }
        boolean mayComeToPeer = party.isClient() && party.readyState() == ReadyState.CONNECTING;
        boolean mayCloseItself = !party.isClient() && party.readyState() != ReadyState.OPEN;
        boolean isWaiting = mayComeToPeer || mayCloseItself;
        BooleanSupplier isKnown = () -> hasPeer(party)
                || isDecided(party)
                || party.takesNoMore()
                || (mayComeToPeer && party.readyState() == ReadyState.OPEN);
        if (isWaiting && !await(isKnown)) {
            return isMissing(mayComeToPeer ? party + " is still CONNECTING" : party + " has got no Close frame");
        }
        isForeign = !hasPeer(party) && !isDecided(party) && !party.takesNoMore();
        return !isForeign;
    }

    private static boolean hasPeer(PartyLog party) {
        return party.peer().isPresent();
    }

    private boolean passLoop(PartyLog party) {
        FenceSender sender = party.isClient() ? party.fenceSender().orElse(null) : null;
        return sender == null || cross(List.of(new Crossing(sender)));
    }

    private boolean awaitFinished(PartyLog party) {
        BooleanSupplier isFinished = () -> unfinished(party).isEmpty() || isDecided(party) || party.takesNoMore();
        return await(isFinished)
                || isMissing(party.peer().orElseThrow() + " has not finished "
                        + unfinished(party).orElse("something"));
    }

    private static Optional<String> unfinished(PartyLog party) {
        return party.peer().flatMap(PartyLog::fenceSender).flatMap(FenceSender::unfinished);
    }

    // The rounds.

    private boolean passRounds() {
        for (int i = 0; i < MAX_ROUNDS; i++) {
            long before = journal.traffic();
            if (!awaitDecisions() || !passRound() || !awaitDecisions()) {
                return false;
            }
            boolean isQuiet = journal.traffic() == before;
            if (isQuiet || (on != null && isDecided(on))) {
                return true;
            }
        }
        return true;
    }

    private boolean awaitDecisions() {
        return awaitBehaviors()
                && (await(() -> !journal.isBeingConnectedTo() || isDecidedAtAll())
                        || isMissing("a socket has not reached the server"));
    }

    private boolean awaitBehaviors() {
        boolean isDone = await(() -> journal.pending().isNothing() || isDecidedAtAll());
        isUndecided = !isDone;
        return isDone || isMissing("code of a behavior has not decided about a message");
    }

    private boolean isDecidedAtAll() {
        return on != null && isDecided(on);
    }

    private boolean passRound() {
        rounds++;
        List<Crossing> crossings;
        synchronized (journal.lock) {
            crossings = newCrossings();
        }
        crossings.removeIf(crossing -> skipped.contains(crossing.what()) || crossing.isGivenUp());
        connections = Math.max(connections, (int)
                crossings.stream().filter(crossing -> crossing.server != null).count());
        return cross(crossings);
    }

    /** Called under the journal's lock. */
    private List<Crossing> newCrossings() {
        List<Crossing> crossings = new ArrayList<>();
        for (PartyLog party : journal.openParties()) {
            PartyLog peer = party.peer().orElse(null);
            if (!party.isClient()) {
                crossings.add(new Crossing(peer, party));
            } else if (peer == null || !journal.openParties().contains(peer)) {
                crossings.add(new Crossing(party, peer));
            }
        }
        journal.queues().forEach(queue -> crossings.add(new Crossing(queue)));
        return crossings;
    }

    private boolean cross(List<Crossing> crossings) {
        try {
            crossings.forEach(Crossing::begin);
            awaitThoseAfterFault(crossings);
            boolean isThrough;
            do {
                isThrough = await(() -> isDecidedAtAll()
                        || crossings.stream().anyMatch(Crossing::wantsLoop)
                        || crossings.stream().allMatch(Crossing::isOver));
                crossings.forEach(Crossing::goOn);
            } while (isThrough && !isDecidedAtAll() && !crossings.stream().allMatch(Crossing::isOver));
            return isDecidedAtAll() || areThrough(crossings);
        } finally {
            crossings.forEach(Crossing::end);
        }
    }

    /** Waits for those that may read nothing more, and then no longer. */
    private void awaitThoseAfterFault(List<Crossing> crossings) {
        List<Crossing> broken =
                crossings.stream().filter(Crossing::isAfterFault).toList();
        if (!broken.isEmpty()
                && timeout.compareTo(MAX_WAIT_AFTER_FAULT) > 0
                && journal.settings().isTimeoutInForce()) {
            BooleanSupplier areOver = () -> isDecidedAtAll() || broken.stream().allMatch(Crossing::isOver);
            if (!await(areOver, MAX_WAIT_AFTER_FAULT)) {
                broken.forEach(Crossing::stopWaiting);
            }
        }
    }

    /**
     * Records what prevented the fence from passing. A fence for one party needs to pass only that party's connection.
     */
    private boolean areThrough(List<Crossing> crossings) {
        boolean areThrough = true;
        if (Thread.currentThread().isInterrupted() && !crossings.stream().allMatch(Crossing::isOver)) {
            why.add(Outcome.INTERRUPTED); // the interrupt ended the wait, so no peer is to blame
            return false;
        }
        for (Crossing crossing : crossings) {
            String what = crossing.missing();
            if (!what.isEmpty()) {
                why.add(what);
                crossing.giveUp();
                areThrough &= on == null || !crossing.isOf(on);
            }
        }
        if (areThrough && System.nanoTime() > deadline) {
            deadline = newDeadline(); // the slow ones are skipped from now on; the others get the full time
        }
        return areThrough;
    }

    private boolean isMissing(String what) {
        why.add(Thread.currentThread().isInterrupted() ? Outcome.INTERRUPTED : what + within());
        return false;
    }

    private String within() {
        return within(timeout);
    }

    private String within(Duration waited) {
        return " within " + Durations.format(waited) + journal.runningListener(on == null ? journal.general() : on);
    }

    private boolean await(BooleanSupplier condition) {
        return await(condition, timeout);
    }

    private boolean await(BooleanSupplier condition, Duration longest) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        if (left.isZero() && !journal.settings().isTimeoutInForce()) {
            left = timeout;
        }
        left = left.compareTo(longest) < 0 ? left : longest;
        return journal.await(on, left, () -> condition.getAsBoolean() ? Answer.found(true) : Answer.pending())
                instanceof Outcome.Met;
    }

    /** A fence on one connection or in one queue of tasks. Its flags are read under the journal's lock. */
    private final class Crossing {
        private final Payload fence = Payload.ofText(MARK + NUMBERS.incrementAndGet());
        private final @Nullable PartyLog client;
        private final @Nullable PartyLog server;
        private final @Nullable TaskQueue queue;
        private final @Nullable FenceSender sender; // the server's
        private volatile boolean isHandled;
        private volatile boolean isRead;
        private boolean isLoopAsked;
        private volatile boolean hasStoppedSending;
        private volatile boolean isNoLongerAwaited;

        Crossing(@Nullable PartyLog client, @Nullable PartyLog server) {
            this.client = client;
            this.server = server;
            this.queue = client == null ? null : client.fenceSender().orElse(null);
            this.sender = server == null || server.readyState() == ReadyState.CONNECTING
                    ? null
                    : server.fenceSender().orElse(null);
        }

        Crossing(TaskQueue queue) {
            this.client = null;
            this.server = null;
            this.queue = queue;
            this.sender = null;
        }

        boolean isOf(PartyLog party) {
            return client == party || server == party;
        }

        void begin() {
            if (sender == null) {
                askLoop();
            } else {
                UNDER_WAY.put(fence, this);
                hasStoppedSending = sender.hasStoppedSending();
                if (hasStoppedSending) {
                    client().ifPresent(own -> own.whenIdle(() -> Fence.handled(fence, own)));
                } else {
                    sender.sendFence(fence);
                }
            }
        }

        private Optional<FenceSender> client() {
            return client == null ? Optional.empty() : client.fenceSender();
        }

        Object what() {
            return requireNonNull(server != null ? server : client != null ? client : queue);
        }

        /** Tells whether to skip it: a foreign client that did not answer is not asked again. */
        boolean isGivenUp() {
            return client == null && server != null && server.isUnresponsive();
        }

        /**
         * Tells whether to queue the task at once: a client that has received Close, or has closed, reads no further
         * ping.
         */
        boolean wantsLoop() {
            return !isLoopAsked && !isHandled && queue != null && client != null && client.takesNoMore();
        }

        void goOn() {
            if (wantsLoop()) {
                askLoop();
            }
        }

        private void askLoop() {
            isLoopAsked = true;
            if (queue == null) {
                handled();
            } else {
                queue.whenIdle(this::handled);
            }
        }

        void handled() {
            isHandled = true;
            journal.signal();
        }

        void read() {
            isRead = true;
            if (server != null) {
                server.markUnresponsive(false);
            }
            journal.signal();
        }

        boolean isOver() {
            return (isReadUp() || hasObstacle() || isNoLongerAwaited) && isHandledDown();
        }

        /** Tells whether a foreign client has got a broken frame, and may read nothing more. */
        boolean isAfterFault() {
            return client == null && sender != null && sender.brokenFrame().isPresent();
        }

        void stopWaiting() {
            isNoLongerAwaited = true;
        }

        private boolean isReadUp() {
            return sender == null
                    || server == null
                    || isRead
                    || server.hasReceivedClose()
                    || sender.hasReadAll()
                    || server.readyState() == ReadyState.CLOSED;
        }

        private boolean isHandledDown() {
            return queue == null || isHandled || (client != null && client.isOver());
        }

        private boolean hasObstacle() {
            return sender != null && (sender.obstacle().isPresent() || hasStoppedSending && client == null);
        }

        /** Returns what prevents it from passing; empty if nothing does. */
        String missing() {
            if (!isHandledDown()) {
                return (client == null ? "a page" : client) + " has not handled what came before" + within();
            }
            if (isReadUp() || sender == null) {
                return "";
            }
            return server + sender.obstacle().map(what -> " " + what).orElseGet(this::unread);
        }

        private String unread() {
            if (client != null) {
                return requireNonNull(sender)
                        .inputDelay()
                        .map(delay -> " holds what " + client + " sent for " + delay + ", and has not read all of it")
                        .orElse(" has not read what " + client + " sent")
                        .concat(within());
            }
            if (hasStoppedSending) {
                return " sends nothing any more, not even a ping";
            }
            boolean isClosing = requireNonNull(server).readyState() != ReadyState.OPEN;
            return (isClosing ? " got no Close frame" : " got no answer to a ping")
                    + within(isNoLongerAwaited ? MAX_WAIT_AFTER_FAULT : timeout)
                    + requireNonNull(sender)
                            .brokenFrame()
                            .map(fault -> "; its client may read nothing after the fault " + fault)
                            .orElse("");
        }

        void giveUp() {
            skipped.add(what());
            if (client == null && server != null && !hasObstacle()) {
                server.markUnresponsive(true);
            }
        }

        void end() {
            UNDER_WAY.remove(fence);
        }
    }
}
