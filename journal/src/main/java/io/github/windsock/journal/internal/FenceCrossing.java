package io.github.windsock.journal.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fence on one connection or in one queue of tasks. A wait reads its flags under the journal's lock. */
final class FenceCrossing {

    /** How long a foreign client is waited for that has got a broken frame, and may read nothing more. */
    static final Duration MAX_WAIT_AFTER_FAULT = Duration.ofSeconds(1);

    private final Payload ping = FencePings.next();
    private final FenceWaits waits;
    private final @Nullable PartyLog client;
    private final @Nullable PartyLog server;
    private final @Nullable TaskQueue queue;
    private final @Nullable FenceSender sender; // the server's
    private volatile boolean isHandled;
    private volatile boolean isRead;
    private boolean isLoopAsked;
    private volatile boolean hasStoppedSending;
    private volatile boolean isNoLongerAwaited;

    FenceCrossing(FenceWaits waits, @Nullable PartyLog client, @Nullable PartyLog server) {
        this.waits = waits;
        this.client = client;
        this.server = server;
        this.queue = client == null ? null : client.fenceSender().orElse(null);
        this.sender = server == null || server.readyState() == ReadyState.CONNECTING
                ? null
                : server.fenceSender().orElse(null);
    }

    FenceCrossing(FenceWaits waits, TaskQueue queue) {
        this.waits = waits;
        this.client = null;
        this.server = null;
        this.queue = queue;
        this.sender = null;
    }

    boolean hasServer() {
        return server != null;
    }

    boolean isOf(PartyLog party) {
        return client == party || server == party;
    }

    void begin() {
        if (sender == null) {
            askLoop();
        } else {
            FencePings.begin(ping, this);
            hasStoppedSending = sender.hasStoppedSending();
            if (hasStoppedSending) {
                client().ifPresent(own -> own.whenIdle(() -> FencePings.handled(ping, own)));
            } else {
                sender.sendFence(ping);
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
        waits.signal();
    }

    void read() {
        isRead = true;
        if (server != null) {
            server.markUnresponsive(false);
        }
        waits.signal();
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
            return (client == null ? "a page" : client) + " has not handled what came before" + waits.within();
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
                    .concat(waits.within());
        }
        if (hasStoppedSending) {
            return " sends nothing any more, not even a ping";
        }
        boolean isClosing = requireNonNull(server).readyState() != ReadyState.OPEN;
        return (isClosing ? " got no Close frame" : " got no answer to a ping")
                + (isNoLongerAwaited ? waits.within(MAX_WAIT_AFTER_FAULT) : waits.within())
                + requireNonNull(sender)
                        .brokenFrame()
                        .map(fault -> "; its client may read nothing after the fault " + fault)
                        .orElse("");
    }

    void giveUp() {
        if (client == null && server != null && !hasObstacle()) {
            server.markUnresponsive(true);
        }
    }

    void end() {
        FencePings.end(ping);
    }
}
