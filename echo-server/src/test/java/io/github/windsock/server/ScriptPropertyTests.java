package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Random scripts, and a client that knows what it has to say: it passes, or the step at which it does not is named. */
class ScriptPropertyTests {

    /** What the client says, and the name of the step that it is for. */
    private record Line(String text, String step) {}

    /** A script, with what a client says that follows it. */
    private record Sample(Script script, List<Line> lines) {}

    /** Makes a script step by step; knows nothing of how scripts are played. */
    private static final class Maker {
        private final Random random;
        private int texts;

        Maker(long seed) {
            random = new Random(seed);
        }

        Sample script(String prefix, String rounds, int depth) {
            Sample sample = new Sample(Behaviors.script(), new ArrayList<>());
            int steps = 1 + random.nextInt(4);
            for (int i = 1; i <= steps; i++) {
                sample = plus(sample, prefix + i, rounds, depth);
            }
            return sample;
        }

        private Sample plus(Sample before, String number, String rounds, int depth) {
            Script script = before.script();
            return switch (random.nextInt(depth > 0 ? 7 : 4)) {
                case 0 -> new Sample(script.send("to the client"), before.lines());
                case 1 -> new Sample(script.pause(Duration.ofMillis(random.nextInt(3))), before.lines());
                case 2, 3 -> expectation(before, number, rounds);
                case 4 -> repeat(before, number, rounds, depth);
                case 5 -> either(before, number, rounds, depth);
                default -> anyOrder(before, number, rounds, depth);
            };
        }

        private Sample expectation(Sample before, String number, String rounds) {
            String text = "text " + ++texts;
            return new Sample(before.script().expect(text), with(before, new Line(text, number + rounds)));
        }

        private Sample repeat(Sample before, String number, String rounds, int depth) {
            int times = 1 + random.nextInt(3);
            List<Line> lines = new ArrayList<>(before.lines());
            Script body = null;
            long seed = random.nextLong();
            int first = texts;
            for (int i = 1; i <= times; i++) {
                Maker same = new Maker(seed);
                same.texts = first;
                String in = (rounds.isEmpty() ? " in " : rounds + ", ") + "round " + i + " of " + times;
                Sample round = same.script(number + ".", in, depth - 1);
                body = round.script();
                lines.addAll(round.lines());
                texts = same.texts;
            }
            return new Sample(before.script().repeat(times, body), lines);
        }

        private Sample either(Sample before, String number, String rounds, int depth) {
            Sample one = begun(number + "a.", rounds, depth);
            Sample other = begun(number + "b.", rounds, depth);
            List<Line> lines = new ArrayList<>(before.lines());
            lines.addAll((random.nextBoolean() ? one : other).lines());
            return new Sample(before.script().either(one.script(), other.script()), lines);
        }

        private Sample anyOrder(Sample before, String number, String rounds, int depth) {
            Sample one = begun(number + "a.", rounds, depth);
            Sample other = begun(number + "b.", rounds, depth);
            List<Line> lines = new ArrayList<>(before.lines());
            boolean isInOrder = random.nextBoolean();
            lines.addAll((isInOrder ? one : other).lines());
            lines.addAll((isInOrder ? other : one).lines());
            return new Sample(before.script().anyOrder(one.script(), other.script()), lines);
        }

        /** A script that begins with what the client does. */
        private Sample begun(String prefix, String rounds, int depth) {
            Sample begun = expectation(new Sample(Behaviors.script(), List.of()), prefix + 1, rounds);
            return random.nextBoolean() ? begun : plus(begun, prefix + 2, rounds, depth - 1);
        }

        private static List<Line> with(Sample before, Line line) {
            List<Line> lines = new ArrayList<>(before.lines());
            lines.add(line);
            return lines;
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.longs().map(seed -> new Maker(seed).script("", "", 3));
    }

    @Property(tries = 1000)
    void a_client_that_follows_a_script_passes(@ForAll("samples") Sample sample) {
        MemoryOutput output = play(sample, sample.lines().size(), "");

        assertEquals(List.of(), output.unexpected, () -> String.join("\n", output.deeds));
        assertTrue(output.scripts.areOver());
        assertEquals("close 3005 \"bye\"", output.deeds.get(output.deeds.size() - 1));
    }

    @Property(tries = 1000)
    void a_client_that_says_something_else_is_told_at_which_step(
            @ForAll("samples") Sample sample, @ForAll @IntRange(max = 1000) int which) {
        if (sample.lines().isEmpty()) {
            return;
        }
        int changed = which % sample.lines().size();
        MemoryOutput output = play(sample, changed, "something else");

        assertEquals(1, output.unexpected.size());
        String headline = output.unexpected.get(0).lines().findFirst().orElseThrow();
        Line line = sample.lines().get(changed);
        String step = "step " + line.step() + ", expect(text(\"" + line.text() + "\"))";
        assertTrue(
                headline.startsWith("server#1 received text \"something else\" out of turn; next is ")
                        && headline.contains(step),
                () -> step + " is not named in\n" + output.unexpected.get(0));
    }

    /** Says the first lines, and then something else if there is anything. */
    private static MemoryOutput play(Sample sample, int lines, String other) {
        MemoryOutput output = MemoryOutput.fast().open(sample.script().close(3005, "bye"));
        output.pass(Duration.ofMillis(100));
        for (Line line : sample.lines().subList(0, lines)) {
            output.receive(line.text());
            output.pass(Duration.ofMillis(100));
        }
        if (!other.isEmpty()) {
            output.receive(other);
        }
        return output;
    }
}
