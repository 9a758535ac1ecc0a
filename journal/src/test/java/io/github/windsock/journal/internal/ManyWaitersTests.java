package io.github.windsock.journal.internal;

import static io.github.windsock.journal.internal.JournalSupport.assertMet;
import static io.github.windsock.journal.internal.JournalSupport.received;
import static io.github.windsock.journal.internal.JournalSupport.text;
import static io.github.windsock.journal.internal.JournalSupport.unclaimed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.windsock.Message;
import io.github.windsock.ReadyState;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads wait at once on one journal. */
@Timeout(60)
class ManyWaitersTests {
    private final Recorder journal = Recorder.create(Settings.defaults().withTimeout(Duration.ofSeconds(30)));
    private final PartyLog client = journal.openClient();
    private final List<ExecutorService> started = new ArrayList<>();

    /** The kinds of threads. */
    private enum Kind {
        PLATFORM(200) {
            @Override
            ExecutorService start() {
                return Executors.newCachedThreadPool();
            }
        },
        VIRTUAL(500) {
            @Override
            ExecutorService start() throws ReflectiveOperationException {
                assumeTrue(Runtime.version().feature() >= 21, "this JDK has no virtual threads");
                return (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
            }
        };

        final int number;

        Kind(int number) {
            this.number = number;
        }

        abstract ExecutorService start() throws ReflectiveOperationException;
    }

    @AfterEach
    void stop() {
        started.forEach(ExecutorService::shutdownNow);
    }

    private ExecutorService start(Kind kind) throws ReflectiveOperationException {
        ExecutorService threads = kind.start();
        started.add(threads);
        return threads;
    }

    /** Starts waits, and returns when each of them has asked and sleeps. */
    private <T> List<Future<Outcome<T>>> asleep(Kind kind, List<Question<T>> questions) throws Exception {
        ExecutorService threads = start(kind);
        CountDownLatch asked = new CountDownLatch(questions.size());
        List<Future<Outcome<T>>> waits = new ArrayList<>();
        for (Question<T> question : questions) {
            Callable<Outcome<T>> wait = () -> journal.await(client, new Question<>() {
                private boolean isFirst = true;

                @Override
                public Answer<T> ask() {
                    Answer<T> answer = question.ask();
                    if (isFirst) {
                        isFirst = false;
                        asked.countDown(); // under the journal's lock, in which it falls asleep
                    }
                    return answer;
                }
            });
            waits.add(threads.submit(wait));
        }
        asked.await();
        return waits;
    }

    private static <T> List<T> values(List<Future<Outcome<T>>> waits) throws Exception {
        List<T> values = new ArrayList<>();
        for (Future<Outcome<T>> wait : waits) {
            values.add(assertMet(wait.get()));
        }
        return values;
    }

    private static List<String> numbers(int count) {
        return Stream.iterate(0, i -> i + 1).limit(count).map(String::valueOf).toList();
    }

    @ParameterizedTest
    @EnumSource
    void each_gets_its_own_message(Kind kind) throws Exception {
        List<String> texts = numbers(kind.number);
        List<Question<Message>> questions =
                texts.stream().map(each -> received(client, each)).toList();
        List<Future<Outcome<Message>>> waits = asleep(kind, questions);
        texts.forEach(each -> client.record(text(each)));
        assertEquals(texts.stream().map(Message::text).toList(), values(waits));
    }

    @ParameterizedTest
    @EnumSource
    void no_message_is_claimed_twice(Kind kind) throws Exception {
        List<String> texts = numbers(kind.number);
        Question<Message> any = () -> unclaimed(client, entry -> true);
        List<Future<Outcome<Message>>> waits =
                asleep(kind, texts.stream().map(each -> any).toList());
        texts.forEach(each -> client.record(text(each)));
        List<String> got = values(waits).stream().map(Message::text).sorted().toList();
        assertEquals(texts.stream().sorted().toList(), got);
    }

    @ParameterizedTest
    @EnumSource
    void all_see_the_end(Kind kind) throws Exception {
        Question<ReadyState> closed = Question.ofState(() -> client.readyState() == ReadyState.CLOSED
                ? Answer.found(ReadyState.CLOSED)
                : Answer.<ReadyState>pending());
        List<Future<Outcome<ReadyState>>> waits =
                asleep(kind, numbers(kind.number).stream().map(each -> closed).toList());
        client.become(ReadyState.CLOSED);
        assertEquals(kind.number, values(waits).size());
    }

    /** A wait that ends without a message, since its thread is interrupted at the same time, has claimed none. */
    @ParameterizedTest
    @EnumSource
    void an_interrupted_one_claims_nothing(Kind kind) throws Exception {
        List<String> texts = numbers(kind.number);
        Question<Message> any = () -> unclaimed(client, entry -> true);
        CountDownLatch ended = new CountDownLatch(kind.number);
        List<Outcome<Message>> outcomes = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = start(kind);
        CountDownLatch asked = new CountDownLatch(kind.number);
        texts.forEach(each -> threads.execute(() -> {
            outcomes.add(journal.await(client, () -> {
                asked.countDown();
                return any.ask();
            }));
            ended.countDown();
        }));
        asked.await();
        Thread recording = JournalSupport.start(new FutureTask<>(() -> {
            texts.forEach(each -> client.record(text(each)));
            return null;
        }));
        threads.shutdownNow(); // interrupts them
        ended.await();
        recording.join();
        long met = outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.Met)
                .count();
        assertEquals(met, client.entries().stream().filter(Entry::isClaimed).count());
    }
}
