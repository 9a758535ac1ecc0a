package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.junit.Kit.golden;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import io.github.windsock.testkit.Gate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** What a failed test tells, and where: run by a real launcher, which has a folder for reports. */
@SuppressWarnings("unused") // the samples are run by JUnit
class StoryTests {

    @TempDir
    Path reports;

    private final List<Throwable> failures = new ArrayList<>();

    private void run(Class<?> sample, Map<String, String> parameters) {
        LauncherFactory.create()
                .execute(
                        request()
                                .selectors(selectClass(sample))
                                .filters(includeEngines("junit-jupiter"))
                                .enableImplicitConfigurationParameters(false)
                                .configurationParameter("junit.platform.reporting.output.dir", reports.toString())
                                .configurationParameters(parameters)
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                result.getThrowable().ifPresent(failures::add);
                            }
                        });
    }

    private Throwable failure(Class<?> sample) {
        run(sample, Map.of());
        assertEquals(1, failures.size(), failures::toString);
        return failures.get(0);
    }

    private List<String> files() throws IOException {
        return paths().stream().map(this::read).toList();
    }

    private List<Path> paths() {
        try (Stream<Path> files = Files.walk(reports)) {
            return files.filter(file -> file.endsWith("timeline.txt")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Beside each timeline stands the same for developer tools. */
    private List<Path> hars() {
        return paths().stream()
                .map(file -> file.resolveSibling("timeline.har"))
                .filter(Files::exists)
                .toList();
    }

    private String read(Path file) {
        try {
            return golden(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @WithEchoServer
    static class PlainAssertion {

        @Test
        void a(BrowserWebSocket socket) {
            socket.send("hello");
            assertReceived("hello", socket);
            assertEquals(1, 2);
        }
    }

    private static final String TIMELINE = """
             StoryTests.PlainAssertion.a(BrowserWebSocket) · ws://127.0.0.1:PORT
               TIME ms  client#1  ⇢ connect  /                origin http://127.0.0.1:PORT
               TIME ms  server#1  ⇠ GET /
               TIME ms  server#1  ⇢ 101                       permessage-deflate
               TIME ms  client#1    open
               TIME ms  client#1  → text  "hello"             5 B
               TIME ms  server#1  ← text  "hello"             5 B
             ✓ TIME ms  server#1  → text  "hello"             5 B
             ✓ TIME ms  client#1  ← text  "hello"             5 B       claimed at StoryTests.java:LINE
            """;

    @Test
    void a_plain_failure_carries_the_timeline_without_a_stack_and_a_file_has_it() throws IOException {
        Throwable failure = failure(PlainAssertion.class);

        assertEquals("expected: <1> but was: <2>", failure.getMessage());
        assertEquals(1, failure.getSuppressed().length);
        Throwable story = failure.getSuppressed()[0];
        assertTrue(golden(story.toString()).contains(TIMELINE.stripTrailing()), story::toString);
        assertEquals(0, story.getStackTrace().length);
        assertEquals(List.of(TIMELINE), files());
        String har = Files.readString(hars().get(0));
        assertTrue(har.startsWith("{\"log\":{\"version\":\"1.2\",") && har.contains("\"_webSocketMessages\":["), har);
    }

    @WithEchoServer
    static class OwnAssertion {

        @Test
        void a(EchoServer server) {
            server.awaitConnection(Duration.ofMillis(1));
        }
    }

    @Test
    void a_failure_that_shows_the_timeline_carries_it_once_and_names_the_file() {
        Throwable failure = failure(OwnAssertion.class);

        assertEquals(
                List.of("the timeline is in " + paths().get(0) + "\n"),
                Stream.of(failure.getSuppressed()).map(Throwable::toString).toList());
    }

    @WithEchoServer
    static class AbortedByAssumption {

        @Test
        void a(BrowserWebSocket socket) {
            assumeTrue(false, "not here");
        }
    }

    @Test
    void a_test_that_was_aborted_has_not_failed() throws IOException {
        Throwable end = failure(AbortedByAssumption.class);

        assertEquals("Assumption failed: not here", end.getMessage());
        assertEquals(0, end.getSuppressed().length);
        assertEquals(List.of(), files());
    }

    @WithEchoServer
    static class DynamicTests {

        @TestFactory
        Stream<DynamicTest> factory(BrowserWebSocket socket) {
            return Stream.of("good", "bad", "aborted")
                    .map(name -> dynamicTest(name, () -> {
                        socket.send(name);
                        assertReceived(name, socket);
                        assumeTrue(!name.equals("aborted"), "not here");
                        assertEquals("good", name);
                    }));
        }
    }

    @Test
    void a_dynamic_test_that_fails_tells_the_story_too() throws IOException {
        run(DynamicTests.class, Map.of());

        assertEquals(
                List.of("expected: <good> but was: <bad>", "Assumption failed: not here"),
                failures.stream().map(Throwable::getMessage).toList());
        assertEquals(0, failures.get(1).getSuppressed().length);
        String story = golden(failures.get(0).getSuppressed()[0].toString());
        assertTrue(story.contains(" StoryTests.DynamicTests.factory(BrowserWebSocket) · ws://127.0.0.1:PORT\n"), story);
        assertTrue(story.contains("client#1  → text  \"bad\""), story);
        assertTrue(story.endsWith("the timeline is in " + paths().get(0) + "\n"), story);
        assertEquals(1, files().size());
    }

    @Nested
    class a_folder_that_cannot_be_written {

        @BeforeEach
        void put_a_file_in_its_place() throws IOException {
            Files.createFile(reports.resolve("junit-jupiter"));
        }

        @Test
        void is_warned_of_once_and_the_failure_has_its_timeline() {
            List<String> warnings = Warnings.during(() -> run(FailsTwice.class, Map.of()));

            assertEquals(
                    List.of("first", "second"),
                    failures.stream().map(Throwable::getMessage).toList());
            for (Throwable failure : failures) {
                String story = failure.getSuppressed()[0].toString();
                assertTrue(story.contains("client#1    open") && !story.contains("the timeline is in"), story);
            }
            assertEquals(
                    List.of(
                            "WARNING The timeline of StoryTests.FailsTwice.a(BrowserWebSocket) was not written to a file "
                                    + "(java.nio.file.FileSystemException: REPORTS/junit-jupiter/io.github.windsock.junit.StoryTests"
                                    + "_FailsTwice: Not a directory), nor will be others of this run. windsock.timeline = never "
                                    + "writes none."),
                    warnings.stream()
                            .map(it -> it.replace(reports.toString(), "REPORTS"))
                            .toList());
        }

        @Test
        void is_warned_of_with_the_name_of_a_dynamic_test() {
            List<String> warnings = Warnings.during(() -> run(DynamicTests.class, Map.of()));

            assertEquals(1, warnings.size());
            assertTrue(
                    warnings.get(0)
                            .startsWith(
                                    "WARNING The timeline of StoryTests.DynamicTests.factory(BrowserWebSocket) bad was"),
                    warnings.get(0));
        }

        @Test
        @ResourceLock(Resources.SYSTEM_OUT)
        void fails_no_test_that_passes() {
            List<String> warnings = Warnings.during(() -> printed("never"));

            assertEquals(List.of(), failures);
            assertEquals(1, warnings.size());
        }

        @Test
        void fails_no_test_in_the_test_kit() {
            List<String> warnings = Warnings.during(
                    () -> failures.addAll(Kit.failures(Kit.of(FailsTwice.class).run())));

            assertEquals(
                    List.of("first", "second"),
                    failures.stream().map(Throwable::getMessage).toList());
            assertEquals(1, warnings.size());
        }
    }

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class FailsTwice {

        @Test
        void a(BrowserWebSocket socket) {
            throw new IllegalStateException("first");
        }

        @Test
        void b(BrowserWebSocket socket) {
            throw new IllegalStateException("second");
        }
    }

    @WithEchoServer
    static class FailsBeforeEach {

        @BeforeEach
        void before(BrowserWebSocket socket) {
            throw new IllegalStateException("before");
        }

        @Test
        void a() {}
    }

    @WithEchoServer
    static class FailsInConstructor {

        FailsInConstructor(BrowserWebSocket socket) {
            throw new IllegalStateException("constructor");
        }

        @Test
        void a() {}
    }

    @WithEchoServer
    static class FailsAfterEach {

        @Test
        void a() {}

        @AfterEach
        void after(BrowserWebSocket socket) {
            throw new IllegalStateException("after");
        }
    }

    @Test
    void a_failure_before_each_tells_the_story_too() throws IOException {
        assertTellsOfOpenSocket("FailsBeforeEach.a()", failure(FailsBeforeEach.class));
    }

    @Test
    void a_failure_in_the_constructor_tells_the_story_too() throws IOException {
        assertTellsOfOpenSocket("FailsInConstructor.a()", failure(FailsInConstructor.class));
    }

    @Test
    void a_failure_after_each_tells_the_story_too() throws IOException {
        assertTellsOfOpenSocket("FailsAfterEach.a()", failure(FailsAfterEach.class));
    }

    private void assertTellsOfOpenSocket(String title, Throwable failure) throws IOException {
        assertEquals(
                1,
                failure.getSuppressed().length,
                () -> List.of(failure.getSuppressed()).toString());
        String story = golden(failure.getSuppressed()[0].toString());
        assertTrue(story.contains(" StoryTests." + title + " · ws://127.0.0.1:PORT\n"), story);
        assertTrue(story.contains("client#1    open"), story);
        assertEquals(1, files().size());
    }

    private static void sendToThrowingListener(BrowserWebSocket socket) {
        socket.onMessage(message -> {
            throw new IllegalStateException("in a listener");
        });
        socket.send("hello");
        assertReceived("hello", socket);
    }

    @WithEchoServer
    static class ListenerThrows {

        @Test
        void a(BrowserWebSocket socket) {
            sendToThrowingListener(socket);
        }
    }

    @Test
    void a_listener_that_throws_fails_the_test() {
        Throwable failure = failure(ListenerThrows.class);

        assertEquals("""
                client#1: a listener of "message" threw IllegalStateException ("in a listener")

                 StoryTests.ListenerThrows.a(BrowserWebSocket) · ws://127.0.0.1:PORT
                   TIME ms  client#1  ⇢ connect  /                origin http://127.0.0.1:PORT
                   TIME ms  server#1  ⇠ GET /
                   TIME ms  server#1  ⇢ 101                       permessage-deflate
                   TIME ms  client#1    open
                   TIME ms  client#1  → text  "hello"             5 B
                   TIME ms  server#1  ← text  "hello"             5 B
                 ✓ TIME ms  server#1  → text  "hello"             5 B
                 ✓ TIME ms  client#1  ← text  "hello"             5 B       claimed at StoryTests.java:LINE
                   TIME ms  client#1  ! a listener of "message" threw IllegalStateException   "in a listener"
                """, golden(failure.getMessage()));
        assertEquals("in a listener", failure.getCause().getMessage());
    }

    @WithEchoServer
    static class ListenerAsserts {

        @Test
        void a(BrowserWebSocket socket) {
            socket.onMessage(message -> assertReceived("hello", socket));
            socket.send("hello");
            assertReceived("hello", socket);
        }
    }

    @Test
    void a_listener_that_waits_is_told_what_to_do() {
        String message = failure(ListenerAsserts.class).getMessage();

        assertEquals(
                "client#1: a listener of \"message\" threw IllegalStateException (\"cannot wait on a page's event loop: "
                        + "what is waited for could never happen; assert in the test's thread, or look without waiting\")",
                message.lines().findFirst().orElseThrow());
    }

    @WithEchoServer
    static class TaskThrows {

        @Test
        void a(BrowserPage page) {
            page.run(() -> {
                throw new IllegalStateException("in a task");
            });
            Gate later = new Gate();
            page.run(later::pass);
            later.awaitReached();
            later.open();
        }
    }

    @Test
    void a_task_that_throws_is_told_without_a_party() {
        assertEquals(
                "a task of page.run threw IllegalStateException (\"in a task\")",
                failure(TaskThrows.class).getMessage().lines().findFirst().orElseThrow());
    }

    @WithEchoServer
    static class ListenerThrowsInAFailedTest {

        @Test
        void a(BrowserWebSocket socket) {
            sendToThrowingListener(socket);
            throw new IllegalStateException("in the test");
        }
    }

    @Test
    void a_listener_that_throws_in_a_failed_test_is_told_under_its_failure() {
        Throwable failure = failure(ListenerThrowsInAFailedTest.class);

        assertEquals("in the test", failure.getMessage());
        assertTrue(failure.getSuppressed()[0].getMessage().startsWith("client#1: a listener of \"message\" threw"));
    }

    @WithEchoServer
    static class Passes {

        @Test
        void a(BrowserWebSocket socket) {}
    }

    @Test
    void a_test_that_passes_tells_nothing() throws IOException {
        run(Passes.class, Map.of());

        assertEquals(List.of(), files());
    }

    private String printed(String color) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            run(Passes.class, Map.of("windsock.timeline", "always", "windsock.color", color));
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    void a_test_that_passes_is_told_and_printed_if_one_always_wants_to_see() throws IOException {
        String printed = printed("never");

        assertEquals(1, files().size());
        String text = golden(printed);
        assertTrue(text.contains("\n" + files().get(0) + "\n"), text);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    void colors_are_printed_and_not_written() throws IOException {
        String text = printed("always");
        assertTrue(text.contains("\u001b[1m "), text);
        assertTrue(text.contains("\n\u001b[2m   "), text);
        assertTrue(golden(text.replaceAll("\u001b\\[\\d+m", "")).contains("\n" + files().get(0) + "\n"), text);
        assertTrue(files().stream().noneMatch(each -> each.contains("\u001b")), files()::toString);
    }

    @Test
    void a_failure_tells_nothing_more_if_one_never_wants_to_see() throws IOException {
        run(PlainAssertion.class, Map.of("windsock.timeline", "never"));

        assertEquals(0, failures.get(0).getSuppressed().length);
        assertEquals(List.of(), files());
    }
}
