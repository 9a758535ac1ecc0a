package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.server.EchoServer;
import io.github.windsock.testkit.OwnLoader;
import io.github.windsock.testkit.Threads;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Many classes at the same time do not hear each other, and leave nothing: no thread, no port, no descriptor, no class. */
@Isolated("counts the threads and sockets of the JVM")
@Execution(ExecutionMode.SAME_THREAD)
class CrowdTests {

    private static final boolean SOAK = Boolean.getBoolean("windsock.soak");
    private static final boolean MATRIX = System.getProperty("windsock.matrix.jdk") != null;
    private static final String JUNIT = String.valueOf(Test.class.getPackage().getImplementationVersion());
    private static final int CLASSES = SOAK ? 1_000 : MATRIX ? 20 : 40;

    /** The modes of JUnit; outside of the soak and the matrix only that in which most runs at the same time. */
    static Stream<Arguments> modes() {
        Stream<Arguments> more = Stream.of(
                Arguments.of("concurrent", "same_thread", "fork_join_pool"),
                Arguments.of("same_thread", "concurrent", "fork_join_pool"),
                Arguments.of("concurrent", "concurrent", "worker_thread_pool"));
        return Stream.concat(
                Stream.of(Arguments.of("concurrent", "concurrent", "fork_join_pool")),
                SOAK || MATRIX ? more : Stream.empty());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void a_crowd_of_classes_stays_apart_and_leaves_nothing(String methods, String classes, String threads)
            throws Exception {
        assumeTrue(JUNIT.compareTo("6") >= 0 || !threads.equals("worker_thread_pool"), "only JUnit 6 has that pool");
        Threads.awaitNone(); // of tests before this one
        long open = open();
        long begin = System.nanoTime();

        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        WeakReference<ClassLoader> loader = run(collected, methods, classes, threads);

        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Threads.awaitNone();
        assertTrue(open() <= open, () -> "descriptors before " + open + ", now " + open());
        OwnLoader.assertCollected(loader, collected);
        keep(methods, classes, threads, took);
    }

    /** In a method of its own, so that nothing here keeps the loader. */
    private static WeakReference<ClassLoader> run(
            ReferenceQueue<ClassLoader> collected, String methods, String classes, String threads) {
        CrowdLoader loader = new CrowdLoader();
        EngineExecutionResults results = Kit.of(crowd(loader, CLASSES))
                .concurrently()
                .with("junit.jupiter.execution.parallel.mode.default", methods)
                .with("junit.jupiter.execution.parallel.mode.classes.default", classes)
                .with("junit.jupiter.execution.parallel.config.executor-service", threads)
                .run();
        assertEquals(List.of(), Kit.failures(results));
        assertEquals(
                (long) CLASSES * Crowd.TESTS, results.testEvents().succeeded().count());
        return new WeakReference<>(loader, collected);
    }

    @Test
    void a_class_loader_that_started_the_engines_is_collected_while_they_run() throws Exception {
        Threads.awaitNone();
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        AtomicReference<EchoServer> running = new AtomicReference<>();
        WeakReference<ClassLoader> loader = inALoaderOfItsOwn(collected, type -> running.set(start(type)));

        try (EchoServer server = running.get();
                BrowserPage page = BrowserPage.create()) {
            assertReadyState(ReadyState.OPEN, page.open(server.uri()));
            OwnLoader.assertCollected(loader, collected);
            assertFalse(Log.isClosed(server));
        }
    }

    private static WeakReference<ClassLoader> inALoaderOfItsOwn(
            ReferenceQueue<ClassLoader> collected, Consumer<Class<?>> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        CrowdLoader loader = new CrowdLoader();
        thread.setContextClassLoader(loader);
        try {
            action.accept(loader.make(1));
        } finally {
            thread.setContextClassLoader(before);
        }
        return new WeakReference<>(loader, collected);
    }

    private static EchoServer start(Class<?> type) {
        try {
            return (EchoServer) type.getMethod("start").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Class<?>[] crowd(CrowdLoader loader, int classes) {
        return IntStream.rangeClosed(1, classes).mapToObj(loader::make).toArray(Class<?>[]::new);
    }

    /** Linux tells of sockets, pipes and selectors, which have no path as files do; elsewhere nothing is counted. */
    private static long open() {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.filter(CrowdTests::isNoFile).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isNoFile(Path descriptor) {
        try {
            return !Files.readSymbolicLink(descriptor).startsWith("/");
        } catch (IOException e) {
            return false; // closed since it was listed
        }
    }

    private static void keep(String methods, String classes, String threads, Duration took) throws IOException {
        if (SOAK) {
            Path folder = Files.createDirectories(Path.of(System.getProperty("windsock.soak.results")));
            String row = String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %,d | %d |%n",
                    LocalDate.now(ZoneOffset.UTC),
                    methods,
                    classes,
                    threads,
                    JUNIT,
                    CLASSES * Crowd.TESTS,
                    took.toSeconds());
            Files.writeString(folder.resolve("scopes.md"), row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
