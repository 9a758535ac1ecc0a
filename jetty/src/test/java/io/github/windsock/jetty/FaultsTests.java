package io.github.windsock.jetty;

import static io.github.windsock.server.Faults.invalidUtf8;
import static io.github.windsock.server.Faults.okInsteadOf101;
import static io.github.windsock.server.Faults.redirectLoop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.RawPeer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Jetty keeps the rules, so most faults are beyond it: that is said before anything is played. */
class FaultsTests {

    static final Set<String> PLAYED = Set.of(
            "cutAfter", "cutAfterIdle", "dropConnection", "neverOpen", "okInsteadOf101", "redirectLoop", "stopReading");

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
}
