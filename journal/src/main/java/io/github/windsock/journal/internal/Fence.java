package io.github.windsock.journal.internal;

import io.github.windsock.ReadyState;
import io.github.windsock.internal.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
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

    /** The maximum number of rounds, so that endless traffic does not make a fence wait endlessly. */
    private static final int MAX_ROUNDS = 100;

    private final Recorder journal;
    private final @Nullable PartyLog on;
    private final BooleanSupplier isDecided;
    private final FenceWaits waits;
    private final Set<Object> skipped = new HashSet<>(); // parties and queues that the fence could not pass
    private final StringJoiner why = new StringJoiner("; ");
    private int rounds;
    private int connections;
    private boolean isUndecided;
    private boolean isForeign;

    private Fence(Recorder journal, @Nullable PartyLog on, Duration timeout, BooleanSupplier isDecided) {
        this.journal = journal;
        this.on = on;
        this.isDecided = isDecided;
        this.waits = new FenceWaits(journal, on, timeout);
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
        return "pings sent last, in " + Text.count(rounds, "round") + " over " + Text.count(connections, "connection");
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
        if (isWaiting && !waits.await(isKnown)) {
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
        return sender == null || cross(List.of(new FenceCrossing(waits, sender)));
    }

    private boolean awaitFinished(PartyLog party) {
        BooleanSupplier isFinished = () -> unfinished(party).isEmpty() || isDecided(party) || party.takesNoMore();
        return waits.await(isFinished)
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
                && (waits.await(() -> !journal.isBeingConnectedTo() || isDecidedAtAll())
                        || isMissing("a socket has not reached the server"));
    }

    private boolean awaitBehaviors() {
        boolean isDone = waits.await(() -> journal.pending().isNothing() || isDecidedAtAll());
        isUndecided = !isDone;
        return isDone || isMissing("code of a behavior has not decided about a message");
    }

    private boolean isDecidedAtAll() {
        return on != null && isDecided(on);
    }

    private boolean passRound() {
        rounds++;
        List<FenceCrossing> crossings;
        synchronized (journal.lock) {
            crossings = newCrossings();
        }
        crossings.removeIf(crossing -> skipped.contains(crossing.what()) || crossing.isGivenUp());
        connections = Math.max(connections, (int)
                crossings.stream().filter(crossing -> crossing.hasServer()).count());
        return cross(crossings);
    }

    /** Called under the journal's lock. */
    private List<FenceCrossing> newCrossings() {
        List<FenceCrossing> crossings = new ArrayList<>();
        for (PartyLog party : journal.openParties()) {
            PartyLog peer = party.peer().orElse(null);
            if (!party.isClient()) {
                crossings.add(new FenceCrossing(waits, peer, party));
            } else if (peer == null || !journal.openParties().contains(peer)) {
                crossings.add(new FenceCrossing(waits, party, peer));
            }
        }
        journal.queues().forEach(queue -> crossings.add(new FenceCrossing(waits, queue)));
        return crossings;
    }

    private boolean cross(List<FenceCrossing> crossings) {
        try {
            crossings.forEach(FenceCrossing::begin);
            awaitThoseAfterFault(crossings);
            boolean isThrough;
            do {
                isThrough = waits.await(() -> isDecidedAtAll()
                        || crossings.stream().anyMatch(FenceCrossing::wantsLoop)
                        || crossings.stream().allMatch(FenceCrossing::isOver));
                crossings.forEach(FenceCrossing::goOn);
            } while (isThrough && !isDecidedAtAll() && !crossings.stream().allMatch(FenceCrossing::isOver));
            return isDecidedAtAll() || areThrough(crossings);
        } finally {
            crossings.forEach(FenceCrossing::end);
        }
    }

    /** Waits for those that may read nothing more, and then no longer. */
    private void awaitThoseAfterFault(List<FenceCrossing> crossings) {
        List<FenceCrossing> broken =
                crossings.stream().filter(FenceCrossing::isAfterFault).toList();
        if (!broken.isEmpty() && waits.isCutShortBy(FenceCrossing.MAX_WAIT_AFTER_FAULT)) {
            BooleanSupplier areOver = () -> isDecidedAtAll() || broken.stream().allMatch(FenceCrossing::isOver);
            if (!waits.await(areOver, FenceCrossing.MAX_WAIT_AFTER_FAULT)) {
                broken.forEach(FenceCrossing::stopWaiting);
            }
        }
    }

    /**
     * Records what prevented the fence from passing. A fence for one party needs to pass only that party's connection.
     */
    private boolean areThrough(List<FenceCrossing> crossings) {
        boolean areThrough = true;
        if (Thread.currentThread().isInterrupted() && !crossings.stream().allMatch(FenceCrossing::isOver)) {
            why.add(Outcome.INTERRUPTED); // the interrupt ended the wait, so no peer is to blame
            return false;
        }
        for (FenceCrossing crossing : crossings) {
            String what = crossing.missing();
            if (!what.isEmpty()) {
                why.add(what);
                skipped.add(crossing.what());
                crossing.giveUp();
                areThrough &= on == null || !crossing.isOf(on);
            }
        }
        if (areThrough) {
            waits.renewIfOver(); // the slow ones are skipped from now on; the others get the full time
        }
        return areThrough;
    }

    private boolean isMissing(String what) {
        why.add(Thread.currentThread().isInterrupted() ? Outcome.INTERRUPTED : what + waits.within());
        return false;
    }
}
