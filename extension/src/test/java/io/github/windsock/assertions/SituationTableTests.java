package io.github.windsock.assertions;

import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.waitingUpTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.windsock.assertions.SituationRow.Waits;
import io.github.windsock.journal.Event;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Every assertion in six situations, and all that it says then: {@code -Dwindsock.golden=write} writes the golden files beside
 * this class anew.
 */
@Timeout(60)
class SituationTableTests {
    private static final Duration IN_VAIN = Duration.ofMillis(20);
    private static final Pattern ASSERTION = Pattern.compile("(assert|await|claim|ignore).*");
    private static final Pattern END = Pattern.compile("(client|server)#\\d|the clients?\\b|the server\\b");

    @TestFactory
    Stream<DynamicContainer> every_assertion_in_every_situation() {
        return SituationTable.rows().stream()
                .map(row -> DynamicContainer.dynamicContainer(
                        row.signature,
                        Arrays.stream(Situation.values())
                                .map(each -> DynamicTest.dynamicTest(each.title(), () -> compare(row, each)))));
    }

    @Test
    void no_assertion_is_missing() {
        Set<String> assertions = Arrays.stream(WebSocketAssertions.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> ASSERTION.matcher(method.getName()).matches())
                .map(SituationTableTests::signature)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> rows =
                SituationTable.rows().stream().map(row -> row.signature).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(assertions, rows, "add a row to SituationTable, and run this class with -Dwindsock.golden=write");
    }

    @Test
    void no_golden_file_is_left_over() throws IOException {
        assumeFalse(GoldenFile.IS_WRITTEN, "they are being written");
        Set<String> rows =
                SituationTable.rows().stream().map(row -> row.golden).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rows, GoldenFile.names());
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static void compare(SituationRow row, Situation situation) throws IOException {
        String senseless = row.senseless.get(situation);
        GoldenFile.compare(
                row.golden, situation, senseless == null ? play(row, situation) : "does not happen: " + senseless);
    }

    private static String play(SituationRow row, Situation situation) {
        try (SituationSetup setup = new SituationSetup(row.start, situation)) {
            return "returns " + shown(act(row, situation, setup));
        } catch (AssertionError failure) {
            return checked(row, failure);
        }
    }

    private static Object act(SituationRow row, Situation situation, SituationSetup setup) {
        Supplier<Object> assertion = () -> row.assertion.apply(setup.here);
        Supplier<Object> inVain = row.waits == Waits.FOR_IT ? () -> waitingUpTo(IN_VAIN, assertion) : assertion;
        return switch (situation) {
            case THERE -> after(setup, () -> row.event.accept(setup.here), assertion);
            case ABSENT -> after(setup, () -> {}, inVain);
            case LATE -> row.waits == Waits.NOT ? before(row, setup, assertion) : meanwhile(row, setup, assertion);
            case TWICE ->
                after(
                        setup,
                        () -> {
                            row.event.accept(setup.here);
                            setup.settle(); // what answers the first comes before the second
                            row.event.accept(setup.here);
                        },
                        assertion);
            case ON_ANOTHER -> after(setup, () -> row.event.accept(setup.elsewhere()), inVain);
            case AFTER_CLOSE -> after(setup, () -> row.end.accept(setup.here), assertion);
        };
    }

    private static Object after(SituationSetup setup, Runnable event, Supplier<Object> assertion) {
        event.run();
        setup.settle();
        return assertion.get();
    }

    private static Object before(SituationRow row, SituationSetup setup, Supplier<Object> assertion) {
        Object found = assertion.get();
        row.event.accept(setup.here);
        return found;
    }

    private static Object meanwhile(SituationRow row, SituationSetup setup, Supplier<Object> assertion) {
        Thread asserting = Thread.currentThread();
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> event = CompletableFuture.runAsync(() -> {
            await(setup.here.server()).until(() -> isOver.get() || asserting.getState() == Thread.State.TIMED_WAITING);
            row.event.accept(setup.here);
        });
        try {
            return assertion.get();
        } finally {
            isOver.set(true);
            event.join();
        }
    }

    /** What holds of every failure: who, and what there is, in the first three lines, and not too much. */
    private static String checked(SituationRow row, AssertionError failure) {
        String message = failure.getMessage();
        assertTrue(message.length() <= 20_000, () -> message.length() + " characters");
        String head = message.lines().limit(3).collect(Collectors.joining("\n"));
        boolean isOfTheUser = row.golden.equals("await");
        assertTrue(isOfTheUser || END.matcher(head).find(), () -> "names no end: " + head);
        return Golden.of(failure);
    }

    private static String shown(Object found) {
        if (found instanceof List<?> all) {
            return all.stream().map(SituationTableTests::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        return found instanceof Event event
                ? event.summary()
                : found.toString().replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT");
    }
}
