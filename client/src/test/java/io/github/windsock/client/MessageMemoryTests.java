package io.github.windsock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.testkit.ChildJvm;
import io.github.windsock.testkit.RawPeer;
import io.github.windsock.testkit.RawServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MessageMemoryTests {
    private static final int FRAME = 1 << 20;
    private static final int FRAMES = 24;

    /** A page in a JVM whose heap holds the message once and a half. Says how large the messages were that its listeners saw. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            try (RawServer server = new RawServer();
                    BrowserPage page = BrowserPage.create()) {
                show(server, page, "in frames", Child::sendInFrames);
                show(server, page, "whole", peer -> peer.sendZeros(0x82, FRAMES * FRAME));
                show(server, page, "compressed", peer -> peer.sendDeflatedZeros(0xC2, FRAMES * FRAME));
            }
        }

        private interface Sending {
            void sendTo(RawPeer peer) throws IOException;
        }

        private static void show(RawServer server, BrowserPage page, String form, Sending message) throws Exception {
            CompletableFuture<String> seen = new CompletableFuture<>();
            BrowserWebSocket socket = page.open("ws://127.0.0.1:" + server.port());
            socket.onMessage(event -> seen.complete(event.message().payload().size() + " bytes"));
            socket.onClose(event -> seen.complete("close " + event.code()));
            try (RawPeer peer = server.accept("Sec-WebSocket-Extensions: permessage-deflate")) {
                message.sendTo(peer);
                new PrintStream(System.out, true, StandardCharsets.UTF_8)
                        .println(form + ": " + seen.get(20, TimeUnit.SECONDS));
            }
        }

        private static void sendInFrames(RawPeer peer) throws IOException {
            byte[] payload = new byte[FRAME];
            for (int i = 1; i <= FRAMES; i++) {
                peer.send((i == 1 ? 2 : 0) | (i == FRAMES ? 0x80 : 0), payload);
            }
        }
    }

    @Test
    void a_message_costs_its_bytes_once() throws Exception {
        try (ChildJvm child = ChildJvm.start(Child.class, "-Xmx" + FRAMES * 11 / 6 + "m")) {
            assertEquals("""
                    in frames: 25165824 bytes
                    whole: 25165824 bytes
                    compressed: 25165824 bytes
                    """, child.readAll());
        }
    }
}
