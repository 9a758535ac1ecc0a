package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.testkit.ChildJvm;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LargeMessageTests {
    private static final int MESSAGE = 24 << 20;

    /** A server in a JVM whose heap does not hold the message twice. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (EchoServer server = EchoServer.start()) {
                out.println(server.port());
                System.in.read();
            }
        }
    }

    @Test
    void costs_its_bytes_once_and_comes_back() throws Exception {
        try (ChildJvm child = ChildJvm.startWithoutErrors(Child.class, "-Xmx" + (MESSAGE >> 20) * 11 / 6 + "m")) {
            int port = child.readPort();
            try (RawPeer client = RawPeer.open(port, "Sec-WebSocket-Extensions: permessage-deflate")) {
                client.sendZeros(0x82, MESSAGE);
                assertEquals(0x82, client.read().start());
                client.sendDeflatedZeros(0xC2, MESSAGE);
                assertEquals(0xC2, client.read().start());
            }
        }
    }
}
