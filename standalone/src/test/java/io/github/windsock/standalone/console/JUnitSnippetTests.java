package io.github.windsock.standalone.console;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Faults.cutAfter;
import static io.github.windsock.server.Faults.cutWithinFrame;
import static io.github.windsock.server.Faults.invalidUtf8;
import static io.github.windsock.server.Faults.maskedFrame;
import static io.github.windsock.server.Faults.negativeLength;
import static io.github.windsock.server.Faults.reservedBit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.FrameFault;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.TransportFault;
import io.github.windsock.standalone.RawHttpClient;
import io.github.windsock.standalone.text.Texts;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What the console copies as a test compiles and passes as it is. */
class JUnitSnippetTests {
    private static final int RECORDINGS = 100;
    private static final long SEED = 20_260_101;
    private static final List<String> TEXTS = List.of(
            "hello WebSocket",
            "",
            "{\"op\":\"subscribe\",\"path\":\"C:\\\\u0041\"}",
            "line one\nline two\r\n\ttabbed",
            "我就是要关闭它 😀",
            "</script><script>alert(1)</script>",
            "\u202egnp.exe\u202c",
            "\u001b[31mred\u0007\u0000end",
            "'; rm -rf / #${jndi}",
            "\u2028\u2029\u200b");

    private final Random chance = new Random(SEED);

    @TempDir
    Path directory;

    @Test
    void of_100_recordings_at_least_95_compile_and_pass_and_the_rest_says_why() throws Exception {
        List<String> sources = new ArrayList<>();
        try (EchoServer server = EchoServer.start();
                BrowserPage page = BrowserPage.create()) {
            for (int i = 1; i <= RECORDINGS; i++) {
                record(server, page, i);
                sources.add(snippet(server, i));
            }
        }
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Path folder = Files.createDirectories(directory.resolve("src/p" + i));
            files.add(Files.writeString(
                    folder.resolve("RecordedTests.java"), "package p" + i + ";\n\n" + sources.get(i)));
        }
        Path classes = Files.createDirectories(directory.resolve("classes"));
        List<String> arguments = Stream.concat(
                        Stream.of("-d", classes.toString(), "-proc:none", "-encoding", "UTF-8"),
                        files.stream().map(Path::toString))
                .toList();

        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));

        assertEquals(0, exit, "not all of them compile");
        long passed = passed(classes);
        assertTrue(passed >= 95, passed + " of " + RECORDINGS + " passed with seed " + SEED);
        long silent = sources.stream()
                .filter(source -> !source.contains("assert") && !source.contains("// "))
                .count();
        assertEquals(0, silent, "tests that assert nothing and do not say why");
    }

    private static long passed(Path classes) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, JUnitSnippetTests.class.getClassLoader())) {
            EngineTestKit.Builder kit =
                    EngineTestKit.engine("junit-jupiter").configurationParameter("windsock.timeout", "30s");
            for (int i = 0; i < RECORDINGS; i++) {
                kit.selectors(selectClass(loader.loadClass("p" + i + ".RecordedTests")));
            }
            return kit.execute().testEvents().succeeded().count();
        }
    }

    private static String snippet(EchoServer server, int number) {
        return new JUnitSnippet(
                        number,
                        Recording.of(server.journal().entries().stream()
                                        .filter(entry -> entry.party().equals("server#" + number))
                                        .toList())
                                .orElseThrow(),
                        Texts.of(number % 2 == 0 ? "zh" : "en"))
                .write();
    }

    /** Plays some connection, by chance. */
    private void record(EchoServer server, BrowserPage page, int number) throws IOException {
        String target =
                "/" + List.of("", "chat", "a/b?x=%201&y=%22", "%E6%95%99").get(chance.nextInt(4));
        if (chance.nextInt(10) == 0) {
            refused(server, page, target);
        } else if (chance.nextInt(10) == 0) {
            foreign(server, target);
        } else {
            server.behave(silent());
            String[] protocols = chance.nextBoolean() ? new String[0] : new String[] {"chat", "v2.chat"};
            BrowserWebSocket socket = page.open(server.uri(target), protocols);
            assertReadyState(ReadyState.OPEN, socket);
            ServerConnection connection = server.awaitConnection();
            for (int step = chance.nextInt(5); step > 0; step--) {
                talk(socket, connection);
            }
            end(socket, connection);
        }
        assertTrue(number > 0);
    }

    private void refused(EchoServer server, BrowserPage page, String target) {
        server.behave(refuse(List.of(401, 403, 404, 503).get(chance.nextInt(4))));
        BrowserWebSocket socket = page.open(server.uri(target));
        server.awaitAttempts(server.attempts().size());
        assertReadyState(ReadyState.CLOSED, socket);
    }

    /** What no page does: a ping from the client, a code that a page may not send, the end of TCP. */
    private void foreign(EchoServer server, String target) throws IOException {
        server.behave(silent());
        ServerConnection connection;
        try (RawHttpClient client = new RawHttpClient(server.port())) {
            client.write(RawHttpClient.upgrade(target) + "\r\n");
            client.readHead();
            connection = server.awaitConnection();
            client.write((byte) 0x89, (byte) 0x81, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 'p');
            client.readBytes(3);
            if (chance.nextBoolean()) {
                client.write(
                        (byte) 0x88, (byte) 0x82, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0x03, (byte) 0xF0);
                assertClosedWith(1008, "", connection);
                return;
            }
        }
        assertClosedWith(1006, "", connection); // the client has left without a Close frame
    }

    private void talk(BrowserWebSocket socket, ServerConnection connection) {
        String text = chance.nextInt(12) == 0 ? "x".repeat(5_000) : TEXTS.get(chance.nextInt(TEXTS.size()));
        byte[] bytes = new byte[chance.nextInt(20)];
        chance.nextBytes(bytes);
        switch (chance.nextInt(5)) {
            case 0 -> {
                socket.send(text);
                assertReceived(text, connection);
            }
            case 1 -> {
                connection.send(text);
                assertReceived(text, socket);
            }
            case 2 -> {
                socket.send(bytes);
                assertReceived(bytes, connection);
            }
            case 3 -> {
                connection.send(bytes);
                assertReceived(bytes, socket);
            }
            default -> connection.ping(Payload.of(bytes));
        }
    }

    private void end(BrowserWebSocket socket, ServerConnection connection) {
        String reason = List.of("", "bye", "我就是要关闭它 \"quoted\"").get(chance.nextInt(3));
        int code = chance.nextBoolean() ? 1000 : 3000 + chance.nextInt(2000);
        switch (chance.nextInt(8)) {
            case 7 -> fault(connection);
            case 0 -> socket.close();
            case 1, 2 -> socket.close(code, reason);
            case 3 -> connection.close();
            case 4 -> connection.close(code, reason);
            case 5 -> connection.drop();
            default -> connection.reset();
        }
        assertReadyState(ReadyState.CLOSED, socket);
        assertReadyState(ReadyState.CLOSED, connection);
    }

    /** Of those that a client cannot live with. */
    private void fault(ServerConnection connection) {
        List<FrameFault> frames = List.of(invalidUtf8(), maskedFrame(), reservedBit(2), negativeLength());
        List<TransportFault> cuts = List.of(cutWithinFrame(), cutAfter(Duration.ofMillis(1)));
        int which = chance.nextInt(frames.size() + cuts.size());
        if (which < frames.size()) {
            connection.fault(frames.get(which));
        } else {
            connection.fault(cuts.get(which - frames.size()));
        }
    }
}
