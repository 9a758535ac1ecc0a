package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.testkit.RawPeer;
import io.github.windsock.testkit.RawServer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MessageMemoryTests {
    private static final int FRAME = 1 << 20;
    private static final int FRAMES = 48;

    /** A page in a JVM whose heap holds the message once and a half. Says how large the message was that its listener saw. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            CompletableFuture<String> seen = new CompletableFuture<>();
            try (RawServer server = new RawServer();
                    BrowserPage page = BrowserPage.create()) {
                BrowserWebSocket socket = page.open("ws://127.0.0.1:" + server.port());
                socket.onMessage(
                        event -> seen.complete(event.message().payload().size() + " bytes"));
                socket.onClose(event -> seen.complete("close " + event.code()));
                try (RawPeer peer = server.accept()) {
                    byte[] payload = new byte[FRAME];
                    for (int i = 1; i <= FRAMES; i++) {
                        peer.send((i == 1 ? 2 : 0) | (i == FRAMES ? 0x80 : 0), payload);
                    }
                    out.println(seen.get(20, TimeUnit.SECONDS));
                }
            }
        }
    }

    @Test
    void a_message_in_frames_costs_its_bytes_once() throws Exception {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx" + (FRAMES * 3 / 2) + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(FRAMES * FRAME + " bytes\n", said);
        } finally {
            child.destroyForcibly();
        }
    }
}
