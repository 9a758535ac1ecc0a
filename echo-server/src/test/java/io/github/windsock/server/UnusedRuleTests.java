package io.github.windsock.server;

import static io.github.windsock.Matchers.path;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.onAttempt;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.sendMessage;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.server.TestClient.TestConnection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules that have taken nothing, as a server tells of them that was asked to. */
class UnusedRuleTests {
    private final EchoServer server = EchoServer.builder().reportUnusedRules().start();
    private final JdkTestClient client = new JdkTestClient();
    private final Observations seen = new Observations();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private TestConnection connect() throws Exception {
        TestConnection connection = client.connect(server, List.of(), seen);
        assertEquals("open", seen.next());
        return connection;
    }

    private List<String> unused() {
        return assertThrows(AssertionError.class, server::verify)
                .getMessage()
                .lines()
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
    }

    @Test
    void are_told_once_and_not_if_they_are_used_later() throws Exception {
        server.behave(on("a", reply("A")).on("b", reply("B")));
        TestConnection connection = connect();
        connection.say("a");
        assertEquals(List.of("rule 2, on(text(\"b\"), reply(\"B\"))"), unused());
        connection.say("b");

        server.verify();
    }

    @Test
    void are_used_when_a_message_is_still_on_its_way_to_them() throws Exception {
        server.behave(on("a", reply("A")).otherwise(echo()));
        connect().say("a");

        server.verify();
    }

    @Test
    void are_found_within_other_behaviors() throws Exception {
        server.behave(inTurn(
                sendMessage("hi")
                        .then(on("a", on("b", reply("B")).otherwise(echo())).otherwise(echo())),
                onAttempt(path("/x"), refuse(404)).otherwise(echo()).with(latency(ofMillis(1)))));
        connect();

        assertEquals(
                List.of(
                        "rule 1, on(text(\"a\"), on(text(\"b\"), reply(\"B\")).otherwise(echo()))",
                        "rule 1, on(text(\"b\"), reply(\"B\"))",
                        "rule 1, onAttempt(path(\"/x\"), refuse(404))"),
                unused());
    }

    @Test
    void are_those_in_force_in_a_window_on_any_path_and_any_connection() throws Exception {
        server.behave(on("before", reply("replaced")));
        server.behave(on("all", reply("x")).otherwise(echo()));
        server.at("/feed").behave(on("feed", reply("x")));
        try (ServerWindow window = server.openWindow()) {
            connect();
            server.awaitConnection().behave(on(textContaining("own"), reply("x")));

            assertEquals(
                    List.of(
                            "rule 1, on(text(\"all\"), reply(\"x\"))",
                            "rule 1, on(text(\"feed\"), reply(\"x\"))",
                            "rule 1, on(textContaining(\"own\"), reply(\"x\"))"),
                    unused());
            window.keepConnections();
        }
    }

    @Test
    void are_the_same_where_the_same_rules_are_given_twice() throws Exception {
        server.behave(on("a", reply("A")));
        connect().say("a");
        assertEquals("A", seen.next());
        server.behave(on("a", reply("A")));

        server.verify();
    }

    @Test
    void are_no_fault_unless_the_server_is_asked() {
        try (EchoServer other =
                EchoServer.builder().behavior(on("a", reply("A"))).start()) {
            other.verify();
        }
    }
}
