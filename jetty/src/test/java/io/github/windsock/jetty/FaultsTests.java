package io.github.windsock.jetty;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.server.Behaviors.ask;
import static io.github.windsock.server.Behaviors.dropOnAccept;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.resetConnection;
import static io.github.windsock.server.Behaviors.resetOnAccept;
import static io.github.windsock.server.Faults.invalidUtf8;
import static io.github.windsock.server.Faults.okInsteadOf101;
import static io.github.windsock.server.Faults.redirectLoop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jetty keeps the rules, so most faults are beyond it: that is said before anything is played. */
class FaultsTests {

    static final Set<String> PLAYED = Set.of(
            "cutAfter",
            "cutAfterIdle",
            "dropConnection",
            "dropOnAccept",
            "neverOpen",
            "okInsteadOf101",
            "redirectLoop",
            "resetConnection",
            "resetOnAccept",
            "stopReading");

    static String name(Fault fault) {
        return fault.toString().replaceAll("\\(.*", "");
    }

    @Test
    void are_refused_by_name_unless_jetty_can_play_them() {
        Set<String> played = new TreeSet<>();
        for (Fault fault : Fault.all(Fault.class)) {
            EchoServer.Builder builder =
                    EchoServer.builder().engine(JettyEngine.class).behavior(fault);
            try {
                builder.start().close();
                played.add(name(fault));
            } catch (UnsupportedOperationException e) {
                assertTrue(
                        e.getMessage()
                                .matches("the engine jetty cannot play \\Q" + fault + "\\E, which takes [^;]+;"
                                        + " leave the engine out for this test"),
                        e::getMessage);
            }
        }
        assertEquals(PLAYED, played);
    }

    @Test
    void on_an_open_connection_are_refused_by_name() throws IOException {
        try (EchoServer server = EchoServer.builder().engine(JettyEngine.class).start();
                RawPeer client = RawPeer.open(server.port())) {
            ServerConnection connection = server.awaitConnection();
            assertEquals(
                    "the engine jetty cannot play invalidUtf8(), which takes raw bytes; leave the engine out for this test",
                    assertThrows(UnsupportedOperationException.class, () -> connection.fault(invalidUtf8()))
                            .getMessage());
            client.send(0x81, "alive");
            assertEquals("81 alive", client.read().toString());
        }
    }

    @Test
    void that_answer_with_http_are_played() throws IOException {
        for (Fault fault : List.of(okInsteadOf101(), redirectLoop())) {
            try (EchoServer server = EchoServer.builder()
                            .engine(JettyEngine.class)
                            .behavior(fault)
                            .start();
                    RawPeer client = RawPeer.connect(server.port())) {
                String status = fault.equals(redirectLoop()) ? "302" : "200";
                assertEquals(status, client.readHead().split(" ")[1]);
            }
        }
    }

    /** Below Jetty, on its connection's channel; TLS does not see it coming either. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void that_end_tcp_are_seen_as_such(boolean secure) throws Exception {
        EchoServer.Builder builder = EchoServer.builder().engine(JettyEngine.class);
        try (EchoServer server = (secure ? builder.tls() : builder).start()) {
            server.behave(
                    inTurn(dropOnAccept(), resetOnAccept(), echo().times(1).then(resetConnection()), echo(), ask()));
            assertEquals("FIN", end(connect(server)));
            assertEquals("RST", end(connect(server)));
            for (int turn = 0; turn < 2; turn++) {
                try (Socket client = connect(server)) {
                    ServerConnection connection = server.awaitConnection();
                    client.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'a'});
                    assertReceived("a", connection);
                    if (turn == 1) {
                        connection.reset();
                    }
                    assertEquals("RST", end(client));
                    assertClosedWith(CloseStatus.ABNORMAL, connection);
                }
            }
            try (Socket client = connect(server)) {
                server.awaitAttempts(5).get(4).reset();
                assertEquals("RST", end(client));
            }
        }
    }

    private static Socket connect(EchoServer server) throws Exception {
        Socket socket = server.uri().getScheme().equals("wss")
                ? server.sslContext().getSocketFactory().createSocket("localhost", server.port())
                : new Socket(InetAddress.getByName("127.0.0.1"), server.port());
        socket.setSoTimeout(60_000);
        String request = "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String end(Socket client) throws IOException {
        try (client) {
            client.getInputStream().readAllBytes();
            return "FIN";
        } catch (SocketException e) {
            return String.valueOf(e.getMessage()).contains("reset") ? "RST" : e.toString();
        } catch (SSLException e) {
            return "FIN"; // before the end of TLS
        }
    }
}
