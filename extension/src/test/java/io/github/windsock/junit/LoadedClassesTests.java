package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A short suite is mostly cold code, so each class that a plain test loads costs all users. Those that it loads are listed in
 * a file, {@code -Dplain.classes=write} lists them anew: what is added there is either needed by a plain test, or better
 * loaded when it is needed.
 */
class LoadedClassesTests {
    private static final String OURS = "io.github.windsock.";
    private static final Pattern RELOCATED = // Jetty and SLF4J, as they are in the packed jar
            Pattern.compile(OURS + "internal\\.transport\\.(jetty|slf4j)\\..*");
    private static final Path LIST = Path.of("src/test/resources/io/github/windsock/junit/plain-test-classes.txt");

    /** Which thread is faster decides of some: whether a wait sleeps, or a frame is cut in two by the network. */
    private static final int DEPENDS = 6;

    /** As it is measured in {@code docs/figures.md}. */
    @WithEchoServer
    static class Plain {

        @Test
        void test(BrowserWebSocket socket, EchoServer server) {
            socket.send("hello WebSocket");
            assertReceived("hello WebSocket", socket);
            socket.close(3005, "done");
            assertClosedWith(3005, "done", server.awaitConnection());
            assertClosedWith(3005, "done", socket);
        }
    }

    /** Has Windsock for itself, and JUnit and all others from the outside. */
    private static final class Counting extends ClassLoader {
        private final SortedSet<String> ours = new ConcurrentSkipListSet<>();

        Counting() {
            super(LoadedClassesTests.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(OURS)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = file.readAllBytes();
                Class<?> type = defineClass(name, code, 0, code.length);
                if (!RELOCATED.matcher(name).matches()) {
                    ours.add(name.substring(OURS.length()));
                }
                return type;
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void a_plain_test_loads_no_more_classes_than_are_listed() throws Exception {
        Counting loader = new Counting();
        Class<?> plain = loader.loadClass(Plain.class.getName());
        assertNotSame(Plain.class, plain);
        assertEquals(List.of(), Kit.failures(Kit.of(plain).run()));

        SortedSet<String> loaded = new TreeSet<>(loader.ours);
        if (Objects.equals(System.getProperty("plain.classes"), "write")) {
            Files.write(LIST, loaded);
        }
        List<String> listed = Files.readAllLines(LIST);
        int count = loaded.size();
        loaded.removeAll(listed);
        assertTrue(
                count <= listed.size() + DEPENDS,
                () -> "A plain test loads " + count + " classes of Windsock's, and " + listed.size() + " are listed in "
                        + LIST + ". Not listed: " + loaded
                        + ". Load them when they are needed; if a plain test needs them, write the list with"
                        + " -Dplain.classes=write");
    }
}
