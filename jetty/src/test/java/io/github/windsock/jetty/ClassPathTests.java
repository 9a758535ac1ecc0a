package io.github.windsock.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.EchoServer;
import io.github.windsock.testkit.RawPeer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told whose class path is not as it should be. */
class ClassPathTests {

    /** What a user's test does; it returns what is thrown, in words that need no class of its loader. */
    public static final class StartsAServer implements Callable<String> {
        @Override
        public String call() {
            try (EchoServer server =
                    EchoServer.builder().engine(JettyEngine.class).start()) {
                return "it listens on " + server.port();
            } catch (RuntimeException | Error e) {
                return e.getMessage();
            }
        }
    }

    /** Of Jakarta's API. */
    @ServerEndpoint("/chat")
    public static final class Chat {
        @OnMessage
        public String hear(String message) {
            return message;
        }
    }

    /** Another one. */
    public static final class AddsAnEndpointOfJakartas implements Callable<String> {
        @Override
        public String call() {
            try (EchoServer server =
                    EchoServer.builder().engine(JettyEngine.class).start()) {
                JettyEndpoints.of(server).add(Chat.class);
                return "added";
            } catch (RuntimeException | Error e) {
                return e.getMessage();
            }
        }
    }

    private static String told(Class<? extends Callable<String>> user, Predicate<Path> kept, Path... before)
            throws Exception {
        URL[] urls = Stream.concat(Stream.of(before), classPath().stream().filter(kept))
                .map(ClassPathTests::url)
                .toArray(URL[]::new);
        // Not closed: its Jetty needs it a while longer.
        ClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        return called(user, loader);
    }

    /** What a user's test does who names no engine. */
    public static final class StaysWithTheDefault implements Callable<String> {
        @Override
        public String call() throws IOException {
            try (EchoServer server = EchoServer.start();
                    RawPeer peer = RawPeer.open(server.port())) {
                peer.send(0x81, "a");
                return peer.read().toString();
            }
        }
    }

    /** Remembers what it is asked for. */
    private static final class Remembering extends URLClassLoader {
        private final Set<String> loaded = ConcurrentHashMap.newKeySet();

        Remembering(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            loaded.add(name);
            return super.findClass(name);
        }

        List<String> ofTheEngine() {
            return loaded.stream()
                    .filter(name -> name.matches(
                            "(io\\.github\\.windsock\\.jetty|org\\.eclipse\\.jetty\\.(server|http|websocket))\\..*"))
                    .filter(name -> !name.startsWith(ClassPathTests.class.getName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void without_an_engine_nothing_of_it_is_loaded() throws Exception {
        URL[] urls = classPath().stream().map(ClassPathTests::url).toArray(URL[]::new);
        // Not closed: its threads need it a while longer.
        Remembering loader = new Remembering(urls);

        assertEquals("81 a", called(StaysWithTheDefault.class, loader));
        assertEquals(List.of(), loader.ofTheEngine());
        called(StartsAServer.class, loader);
        assertTrue(loader.ofTheEngine().size() > 100, () -> "it counts nothing: " + loader.ofTheEngine());
    }

    private static String called(Class<? extends Callable<String>> user, ClassLoader loader) throws Exception {
        Callable<?> there =
                (Callable<?>) loader.loadClass(user.getName()).getConstructor().newInstance();
        return String.valueOf(there.call());
    }

    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCalled(Path entry, String beginning) {
        return String.valueOf(entry.getFileName()).startsWith(beginning);
    }

    @Test
    void with_all_libraries_there_is_nothing_to_tell() throws Exception {
        String told = told(StartsAServer.class, entry -> true);

        assertTrue(told.startsWith("it listens on "), told);
        assertEquals("added", told(AddsAnEndpointOfJakartas.class, entry -> true));
    }

    @Test
    void jetty_is_missing() throws Exception {
        assertEquals(
                "the engine jetty does not work with the libraries of that name on the class path"
                        + " (java.lang.NoClassDefFoundError: org/eclipse/jetty/websocket/server/ServerWebSocketContainer);"
                        + " take the versions that windsock-jetty brings",
                told(StartsAServer.class, entry -> !isCalled(entry, "jetty-websocket-jetty-server-")));
    }

    @Test
    void jetty_is_another_one(@TempDir Path other) throws Exception {
        Path source = other.resolve("HttpConfiguration.java");
        Files.writeString(source, "package org.eclipse.jetty.server; public class HttpConfiguration {}");
        compile(other, source);

        assertEquals(
                "the engine jetty does not work with the libraries of that name on the class path"
                        + " (java.lang.NoSuchMethodError: 'void"
                        + " org.eclipse.jetty.server.HttpConfiguration.setSendServerVersion(boolean)');"
                        + " take the versions that windsock-jetty brings",
                told(StartsAServer.class, entry -> true, other));
    }

    private static void compile(Path to, Path source) throws IOException {
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", to.toString(), source.toString());
        assertEquals(0, result);
    }

    @Test
    void jettys_module_for_jakarta_is_missing() throws Exception {
        assertEquals(
                Chat.class.getName() + " takes Jetty's module for Jakarta's endpoints; add"
                        + " org.eclipse.jetty.ee10.websocket:jetty-ee10-websocket-jakarta-server to the tests, in the version of"
                        + " Jetty that windsock-jetty has (java.lang.NoClassDefFoundError:"
                        + " org/eclipse/jetty/ee10/servlet/ServletContextHandler)",
                told(AddsAnEndpointOfJakartas.class, entry -> !isCalled(entry, "jetty-ee10-")));
    }
}
