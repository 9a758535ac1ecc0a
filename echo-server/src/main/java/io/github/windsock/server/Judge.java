package io.github.windsock.server;

import io.github.windsock.journal.Events;
import io.github.windsock.journal.Failure;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says whether all that happened at a server was provided for. */
final class Judge {
    private final EchoServer server;
    private final Roster roster;
    private final Sessions sessions;
    private final Complaints complaints;

    Judge(EchoServer server, Roster roster, Sessions sessions, Complaints complaints) {
        this.server = server;
        this.roster = roster;
        this.sessions = sessions;
        this.complaints = complaints;
    }

    void verify() {
        awaitReactions();
        List<String> wrong = complaints.take();
        roster.attempts().stream()
                .filter(Attempt::isAsked)
                .map(attempt ->
                        attempt + " was left to the test by ask(), and never answered; call accept(), refuse(..) or"
                                + " answer(..) on what awaitAttempt() returns")
                .forEach(wrong::add);
        if (!wrong.isEmpty()) {
            throw Failure.of(server, String.join("\n\n", wrong), "");
        }
    }

    /** The journal knows of a message before the behavior does, so a test may be here before the rules have been asked. */
    private void awaitReactions() {
        Set<Session> present = sessions.open();
        CountDownLatch reacted = new CountDownLatch(present.size());
        present.forEach(session -> session.execute(reacted::countDown));
        try {
            boolean all = reacted.await(Sessions.FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
            if (!all) {
                server.journal()
                        .door()
                        .record(Events.note(
                                "verified early", "the engine was busy for " + Sessions.FAREWELL.toMillis() + " ms"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // what is known by now is judged
        }
    }
}
