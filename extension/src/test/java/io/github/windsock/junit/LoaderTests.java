package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerConnection;
import java.io.File;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build that runs tests in class loaders gets rid of them, with all of Windsock in them.
 *
 * <p>JUnit is in the loader too: its cache of annotations (as of 6.1.3, {@code AnnotationUtils}) keeps each annotation that
 * it has met, and so the loader of ours, for as long as JUnit itself is there.
 */
class LoaderTests {

    @WithEchoServer(alias = "echo.websocket.org")
    static class Everything {

        @Injected
        static EchoServer ofTheClass;

        @Connect(path = "/field", page = "bob")
        BrowserWebSocket bob;

        @BeforeAll
        static void start(BrowserWebSocket socket) {
            socket.onMessage(message -> socket.send("more"));
        }

        @Test
        void a(EchoServer server, BrowserPage page) {
            ServerConnection connection = server.connections().get(1);
            bob.onMessage(message -> bob.close(3005, message.text()));
            bob.send("bye");
            assertClosedWith(3005, "bye", connection);
            await(server).until(() -> !bob.received().isEmpty());
            page.open("ws://localhost:" + server.port());
        }

        @Test
        @WithEchoServer(tls = true)
        void b(BrowserWebSocket socket) {
            socket.send("secret");
            assertReceived("secret", socket);
        }

        @AfterAll
        static void end(EchoServer server) {
            assertEquals(ofTheClass, server);
        }
    }

    /** Runs the class as a user's build would; returns what failed, in words that need no class of this loader. */
    public static final class LoadedRun implements Callable<List<String>> {

        @Override
        public List<String> call() {
            return Kit.failures(Kit.of(Everything.class).concurrently().run()).stream()
                    .map(Throwable::toString)
                    .toList();
        }
    }

    /** In a JVM of its own, which has no threads of other tests, and keeps nothing that only a soft reference leads to. */
    @Test
    void a_class_loader_that_ran_a_test_with_all_of_windsock_in_it_is_collected(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:SoftRefLRUPolicyMSPerMB=0",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoaderTests.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it has not ended");
            assertEquals(0, process.exitValue(), () -> read(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What that JVM runs. */
    public static void main(String[] args) throws Exception {
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        WeakReference<ClassLoader> loader = runInALoaderOfItsOwn(collected);
        emptyTheCacheOfTheJdk();

        assertNotNull(awaitCollected(collected), "the loader is still reachable");
        assertNull(loader.get());
    }

    private static WeakReference<ClassLoader> runInALoaderOfItsOwn(ReferenceQueue<ClassLoader> collected)
            throws Exception {
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> run = loader.loadClass(LoadedRun.class.getName());
            assertNotSame(LoadedRun.class, run);
            assertEquals(List.of(), call((Callable<?>) run.getConstructor().newInstance(), loader));
            awaitNoThreads(); // before the loader is closed: they may yet have classes to load
            return new WeakReference<>(loader, collected);
        }
    }

    /** On a thread of its own, which takes with it what others keep for a thread. */
    private static Object call(Callable<?> run, ClassLoader loader) throws Exception {
        FutureTask<Object> task = new FutureTask<>(run::call);
        Thread thread = new Thread(task, "in-another-loader");
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            return task.get(60, TimeUnit.SECONDS);
        } finally {
            thread.join(20_000);
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static void awaitNoThreads() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("windsock-")) {
                thread.join(20_000);
                assertFalse(
                        thread.isAlive(), () -> thread.getName() + " is left, at " + List.of(thread.getStackTrace()));
            }
        }
    }

    /** JDK 17 keeps the type for which it last made the {@code equals} of a record: let that be one of ours. */
    private static void emptyTheCacheOfTheJdk() {
        record Other(LoaderTests component) {}
        assertEquals(new Other(null), new Other(null));
    }

    /** JDK 25 lets go of a class that was once looked at for serialization, as JUnit's are, when it looks at a new one. */
    static Object awaitCollected(ReferenceQueue<ClassLoader> collected) throws InterruptedException {
        Object found = null;
        for (int i = 0; i < 250 && found == null; i++) {
            System.gc();
            assertNotNull(ObjectStreamClass.lookup(
                    Array.newInstance(int.class, new int[i + 1]).getClass()));
            found = collected.remove(100);
        }
        return found;
    }
}
