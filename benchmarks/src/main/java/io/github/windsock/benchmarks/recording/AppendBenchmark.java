package io.github.windsock.benchmarks.recording;

import io.github.windsock.Message;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the time of one journal entry, with one thread and with two, without and with a message of 5 bytes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class AppendBenchmark {

    /** One journal for all threads. */
    @State(Scope.Benchmark)
    public static class Shared {

        final Recorder journal = Recorder.create(Settings.defaults());
        final Event event = Events.note("note", "");
    }

    /** A party for each thread. */
    @State(Scope.Thread)
    public static class BenchmarkParty {

        PartyLog log = Recorder.create().openClient();

        /**
         * Opens the log of this thread.
         *
         * @param shared the journal
         */
        @Setup
        public void open(Shared shared) {
            log = shared.journal.openClient();
        }
    }

    @Benchmark
    @Threads(1)
    public Entry entry_by_one_thread(Shared shared, BenchmarkParty party) {
        return party.log.record(shared.event);
    }

    @Benchmark
    @Threads(2)
    public Entry entry_by_two_threads(Shared shared, BenchmarkParty party) {
        return party.log.record(shared.event);
    }

    @Benchmark
    @Threads(1)
    public Entry message_by_one_thread(BenchmarkParty party) {
        return party.log.record(Events.received(Message.text("hello")));
    }

    @Benchmark
    @Threads(2)
    public Entry message_by_two_threads(BenchmarkParty party) {
        return party.log.record(Events.received(Message.text("hello")));
    }
}
