package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.script;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.server.TestClient.TestConnection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A script beside a test's clock: it pauses by that, and limits its waits for the client in real time. */
class ScriptClockTests {
    private final TestClock clock = TestClock.create();
    private final JdkTestClient client = new JdkTestClient();
    private final Observations seen = new Observations();

    @AfterEach
    void stop() {
        client.close();
    }

    private EchoServer serve(Duration timeout) {
        return EchoServer.builder().clock(clock).timeout(timeout).start();
    }

    @Test
    void pauses_by_the_clock() throws Exception {
        try (EchoServer server = serve(ofSeconds(30))) {
            server.behave(script().send("hello")
                    .pause(ofMinutes(1))
                    .send("welcome")
                    .expect("bye")
                    .close(3005, "bye"));
            TestConnection connection = client.connect(server, List.of(), seen);
            assertEquals(List.of("open", "hello"), List.of(seen.next(), seen.next()));
            clock.advance(ofSeconds(59));
            assertEquals(List.of("pause(ofMinutes(1)) of server#1 in 1 s"), clock.planned());
            clock.advance(ofHours(1));
            assertEquals("welcome", seen.next());
            clock.advance(ofHours(1)); // far beyond the server's timeout, which is not the clock's
            assertEquals(List.of(), clock.planned());
            connection.say("bye");

            assertEquals("close 3005 bye", seen.next());
        }
    }

    @Test
    void waits_for_the_client_in_real_time() throws Exception {
        try (EchoServer server = serve(ofMillis(50))) {
            server.behave(script().expect("login").close(3005, "bye"));
            client.connect(server, List.of(), seen);

            assertEquals(List.of("open", "close 1011 the script stopped at step 1"), List.of(seen.next(), seen.next()));
        }
    }
}
