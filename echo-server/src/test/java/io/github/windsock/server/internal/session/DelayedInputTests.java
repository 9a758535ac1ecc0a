package io.github.windsock.server.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.conversation.ConversationServices;
import io.github.windsock.server.internal.conversation.VaryingDelay;
import io.github.windsock.server.internal.engine.Link;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Delayed frames, with a link, a clock and a behavior that the test simulates. */
class DelayedInputTests {
    private static final int FRAMES = 60;

    /** Any actions in any order, by seed. */
    @Property(tries = 2000)
    void come_in_order_and_once_and_only_on_demand(@ForAll long seed) {
        Run run = new Run(new Random(seed));
        for (int i = 0; i < 300; i++) {
            run.act();
        }
        run.input.endDelay();
        for (int i = 0; i < 4 * FRAMES; i++) {
            run.pass(1);
            while (!run.soon.isEmpty()) {
                run.soon.remove().run();
            }
            if (run.isBusy) {
                run.ask();
            }
            run.arrive();
        }

        assertEquals(IntStream.range(0, FRAMES).mapToObj(Integer::toString).toList(), run.received);
        assertEquals(0, run.kept, "bytes that are still counted");
        assertEquals(List.of(), run.timers);
        assertTrue(run.mostKept < 1 << 20);
    }

    @Example
    void wait_for_a_delay_that_begins_after_a_suspension_began_on_another_one() {
        Run run = new Run(new Random(1));
        VaryingDelay delay = new VaryingDelay(Duration.ofMillis(20), Duration.ZERO, 1);
        run.ask();
        run.input.delayBy(delay);
        run.input.suspend(true);
        run.input.endDelay();
        run.soon.remove().run();
        run.input.suspend(false); // there is no delay to resume
        run.input.delayBy(delay);
        run.arrive();

        assertEquals(Optional.of("20 ms (uploadLatency)"), run.input.delay());
        run.pass(19);
        assertEquals(List.of(), run.received);
        run.pass(1);
        assertEquals(List.of("0"), run.received);
        assertEquals(Optional.empty(), run.input.delay());
    }

    @Example
    void have_an_end_that_comes_with_the_close_frame_before_it() {
        Run run = new Run(new Random(1));
        List<String> ends = new ArrayList<>();
        run.ask();
        run.input.delayBy(new VaryingDelay(Duration.ofMillis(20), Duration.ZERO, 1));
        assertTrue(run.input.takes(new Frame(Opcode.CLOSE, true, false, ByteBuffer.allocate(0))));
        run.pass(10);
        run.input.endInOrder(() -> ends.add("FIN"));
        run.pass(9);
        assertEquals(List.of(), run.received);
        assertEquals(List.of(), ends);
        run.pass(1);
        assertEquals(List.of(""), run.received);
        assertEquals(List.of("FIN"), ends);
    }

    /** The client has ended the connection, and the server stops reading before everything is due. */
    @Example
    void are_noted_if_the_server_stalls_before_they_are_due() {
        Run run = new Run(new Random(1));
        run.ask();
        run.input.delayBy(new VaryingDelay(Duration.ofMillis(20), Duration.ZERO, 1));
        run.arrive();
        run.arrive();
        run.end();
        run.stall();
        run.pass(20);
        assertEquals(List.of("end"), run.received);
        assertEquals(
                List.of("stall | stall()", "never received: 2 delayed frames | the server did not read on"), run.log());
        assertEquals(0, run.kept, "bytes that are still counted");
    }

    /** The next one is due after resume() and before the engine's thread has read the earlier one. */
    @Example
    void keep_their_order_when_the_server_reads_on() {
        Run run = new Run(new Random(1));
        run.ask();
        run.input.delayBy(new VaryingDelay(Duration.ofMillis(20), Duration.ZERO, 1));
        run.arrive();
        run.pass(10);
        run.arrive();
        run.end();
        run.stall();
        run.pass(10);
        assertEquals(List.of(), run.received);
        assertTrue(run.gate.resume());
        run.pass(10);
        for (Runnable next = run.gate.next(); next != null; next = run.gate.next()) {
            next.run();
        }
        assertEquals(List.of("0", "1", "end"), run.received);
        assertEquals(List.of("stall | stall()", "resume | ServerConnection.resume()"), run.log());
    }

    private static final class Run implements DelayedInput.Recipient {
        private final Random chance;
        private final List<String> received = new ArrayList<>();
        private final List<Timer> timers = new ArrayList<>();
        private final Deque<Runnable> soon = new ArrayDeque<>();
        private final SessionState state;
        private final StallGate gate;
        private final DelayedInput input;
        private long now;
        private int sent;
        private boolean isAsked;
        private boolean isBusy = true; // the behavior, which has not asked for the next frame
        private boolean isOver; // no frame needs to be asked for
        private long kept;
        private long mostKept;

        private record Timer(long due, Runnable task) {}

        Run(Random chance) {
            this.chance = chance;
            Recorder journal = Recorder.create(Settings.defaults());
            state = new SessionState(journal.openServer(null));
            state.linkTo(link());
            gate = new StallGate(state);
            input = new DelayedInput(state, gate, this);
        }

        private void stall() {
            gate.stall(Events.fault("stall", "stall()"), "stall()");
        }

        private void end() {
            isOver = true;
            input.endInOrder(() -> received.add("end"));
        }

        private List<String> log() {
            return state.log().entries().stream()
                    .map(entry ->
                            entry.event().summary() + " | " + entry.event().detail())
                    .toList();
        }

        private Link link() {
            return proxy(Link.class, (method, args) -> {
                switch (method) {
                    case "demand" -> isAsked = true;
                    case "execute" -> ((Runnable) args[0]).run();
                    case "schedule" -> soon.add((Runnable) args[1]);
                    case "keep" -> {
                        kept += (long) args[0];
                        mostKept = Math.max(mostKept, kept);
                    }
                    default -> throw new UnsupportedOperationException(method);
                }
                return method.equals("schedule") ? (Runnable) () -> {} : null;
            });
        }

        @Override
        public ConversationServices services() {
            return proxy(ConversationServices.class, (method, args) -> {
                if (method.equals("isDrivenByTest")) {
                    return false;
                }
                Timer timer = new Timer(now + ((Duration) args[1]).toMillis(), (Runnable) args[2]);
                timers.add(timer);
                return (Runnable) () -> timers.remove(timer);
            });
        }

        private interface Call {
            Object of(String method, Object[] args);
        }

        private static <T> T proxy(Class<T> type, Call call) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, args) -> call.of(method.getName(), args)));
        }

        @Override
        public void readFence(Frame fence) {}

        @Override
        public void receive(Frame frame) {
            if (!gate.postpone(() -> take(frame))) {
                take(frame);
            }
        }

        private void take(Frame frame) {
            assertFalse(isBusy && !isOver, "nobody asked for " + frame);
            isBusy = true;
            received.add(new String(frame.payload().array(), StandardCharsets.UTF_8));
            if (chance.nextBoolean()) {
                ask();
            }
        }

        private void ask() {
            isBusy = false;
            input.demand();
        }

        private void arrive() {
            if (isAsked && sent < FRAMES) {
                isAsked = false;
                byte[] text = Integer.toString(sent++).getBytes(StandardCharsets.UTF_8);
                Opcode opcode = chance.nextBoolean() ? Opcode.TEXT : Opcode.PING;
                Frame frame = new Frame(opcode, true, false, ByteBuffer.wrap(text));
                if (!input.takes(frame)) {
                    receive(frame);
                }
            }
        }

        private void pass(int millis) {
            now += millis;
            List<Timer> due =
                    timers.stream().filter(timer -> timer.due() <= now).toList();
            timers.removeAll(due);
            due.forEach(timer -> timer.task().run());
        }

        private void act() {
            switch (chance.nextInt(12)) {
                case 0 ->
                    input.delayBy(new VaryingDelay(
                            Duration.ofMillis(chance.nextInt(20)),
                            Duration.ofMillis(chance.nextInt(20)),
                            chance.nextLong()));
                case 1 -> input.endDelay();
                case 2 -> input.suspend(chance.nextBoolean());
                case 3, 4 -> pass(chance.nextInt(10));
                case 5 -> {
                    if (!soon.isEmpty()) {
                        soon.remove().run();
                    }
                }
                case 6, 7, 8 -> {
                    if (isBusy) {
                        ask();
                    }
                }
                default -> arrive();
            }
        }
    }
}
