package examples.sturdy;

import static io.github.windsock.assertions.WebSocketAssertions.assertBackoff;
import static io.github.windsock.assertions.WebSocketAssertions.atLeast;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.assertions.WebSocketAssertions.factor;
import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.inTurn;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.resetConnection;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.junit.EveryFault;
import io.github.windsock.junit.Leftovers;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client meets every rude server there is, and then one that does its work. */
@WithEchoServer(
        leftovers = Leftovers.IGNORE, // the JDK leaves a connection open whose answer it refuses for its size
        timeout = "10s") // twice the usual, for a machine that is busy
class SturdyFeedTests {

    static final Behavior PRICES = on("subscribe", push(ofMillis(20), "price 42"));

    @EveryFault
    void comes_back_after(EchoServer server, Fault fault) {
        server.behave(inTurn(fault, PRICES)); // the fault at first, then a server that works
        try (SturdyFeed feed = feed(server.uri(), ofMillis(100))) { // the client under test
            await(server).until(() -> feed.price() == 42);
        }
    }

    @Test
    void comes_back_as_often_as_it_is_lost(EchoServer server) {
        server.behave(inTurn(dropConnection(), resetConnection(), PRICES));
        try (SturdyFeed feed = feed(server.uri(), ofMillis(100))) {
            await(server).until(() -> feed.price() == 42);
        }
    }

    @Test
    void leaves_a_server_that_says_nothing_of_use(EchoServer server) {
        server.behave(inTurn(push(ofMillis(10), "maintenance"), PRICES));
        try (SturdyFeed feed = feed(server.uri(), ofMillis(100))) {
            await(server).until(() -> feed.price() == 42);
        }
    }

    @Test
    void pauses_longer_each_time(EchoServer server) {
        server.behave(refuse(503));
        try (SturdyFeed feed = feed(server.uri(), ofSeconds(5))) {
            assertBackoff(server.awaitAttempts(5), atLeast(ofMillis(20)), factor(2));
            assertEquals(0, feed.price());
        }
    }

    @Test
    void leaves_no_thread_behind(EchoServer server) throws InterruptedException {
        SturdyFeed feed = feed(server.uri(), ofMillis(100));
        server.awaitConnection();
        feed.close();
        assertTrue(feed.thread.awaitTermination(30, SECONDS));
    }

    /** A feed that has begun; those with bugs are other ones. */
    SturdyFeed feed(URI uri, Duration patience) {
        return new SturdyFeed(uri, patience).start();
    }
}
