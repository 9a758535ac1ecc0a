package io.github.windsock.journal.internal;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.windsock.Message;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/** What the tests of the journal record and ask for. */
final class JournalSupport {

    private JournalSupport() {}

    static Question<Message> received(PartyLog log, String text) {
        return () -> unclaimed(log, entry -> entry.event().message().equals(Optional.of(Message.text(text))));
    }

    static Answer<Message> unclaimed(PartyLog log, Predicate<Entry> matches) {
        return log.entries().stream()
                .filter(entry -> entry.isHandled() && entry.claimedAt().isEmpty() && matches.test(entry))
                .findFirst()
                .map(entry -> Answer.found(entry.event().message().orElseThrow(), entry))
                .orElseGet(Answer::pending);
    }

    static <T> T assertMet(Outcome<T> outcome) {
        assertInstanceOf(Outcome.Met.class, outcome);
        return ((Outcome.Met<T>) outcome).value();
    }

    static Event text(String text) {
        return Events.received(Message.text(text));
    }

    static <T> FutureTask<T> started(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        start(future);
        return future;
    }

    static Thread start(FutureTask<?> task) {
        Thread thread = new Thread(task, "test-helper");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
