package examples.sturdy;

import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.neverOpen;
import static io.github.windsock.server.Faults.blackHole;
import static io.github.windsock.server.Faults.invalidUtf8;
import static io.github.windsock.server.Faults.wrongAccept;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;

/** Ten mistakes of clients that come back, each put into {@link SturdyFeed}: the test that should fail does. */
@WithEchoServer(timeout = "400ms") // which a client with a bug uses up
class SturdyFeedBugsTests {

    /** A test of {@link SturdyFeedTests}. */
    interface Trial {
        void run(SturdyFeedTests tests, EchoServer server);

        static Trial after(Fault fault) {
            return (tests, server) -> tests.comes_back_after(server, fault);
        }
    }

    record Bug(String name, BiFunction<URI, Duration, SturdyFeed> client, Trial trial) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Bug bug(String name, Trial trial, BiFunction<URI, Duration, SturdyFeed> client) {
        return new Bug(name, client, trial);
    }

    static Stream<Bug> bugs() {
        return Stream.of(
                bug(
                        "does not come back when it is closed",
                        Trial.after(dropConnection()),
                        (uri, patience) -> new SturdyFeed(uri, patience) {
                            @Override
                            void closed(Connection connection) {}
                        }),
                bug(
                        "does not come back after an error",
                        Trial.after(invalidUtf8()),
                        (uri, patience) -> new SturdyFeed(uri, patience) {
                            @Override
                            void failed(Connection connection) {}
                        }),
                bug(
                        "does not come back when it is refused",
                        Trial.after(wrongAccept()),
                        (uri, patience) -> new SturdyFeed(uri, patience) {
                            @Override
                            void refused(Connection connection) {}
                        }),
                bug(
                        "does not mind silence",
                        Trial.after(blackHole()),
                        (uri, patience) -> new SturdyFeed(uri, patience) {
                            @Override
                            void silent(Connection connection) {}
                        }),
                bug(
                        "waits for an answer for ever",
                        Trial.after(neverOpen()),
                        (uri, patience) -> new SturdyFeed(uri, patience) {
                            @Override
                            Duration connectTimeout() {
                                return Duration.ofDays(1);
                            }
                        }),
                bug(
                        "subscribes once and for all",
                        Trial.after(dropConnection()),
                        (uri, patience) -> new SturdyFeed(uri, patience) {
                            private boolean subscribed;

                            @Override
                            void subscribe(WebSocket socket) {
                                if (!subscribed) {
                                    super.subscribe(socket);
                                }
                                subscribed = true;
                            }
                        }),
                bug(
                        "takes any message for a sign of life",
                        SturdyFeedTests::leaves_a_server_that_says_nothing_of_use,
                        (uri, patience) -> new SturdyFeed(uri, patience) {
                            @Override
                            boolean isOfUse(String message) {
                                return true;
                            }
                        }),
                bug(
                        "comes back once",
                        SturdyFeedTests::comes_back_as_often_as_it_is_lost,
                        (uri, patience) -> new SturdyFeed(uri, patience) {
                            private boolean cameBack;

                            @Override
                            void comeBackIn(long millis) {
                                if (!cameBack) {
                                    super.comeBackIn(millis);
                                }
                                cameBack = true;
                            }
                        }),
                bug(
                        "does not pause",
                        SturdyFeedTests::pauses_longer_each_time,
                        (uri, patience) -> new SturdyFeed(uri, patience) {
                            @Override
                            void comeBackIn(long millis) {
                                super.comeBackIn(0);
                            }
                        }),
                bug(
                        "pauses as long each time",
                        SturdyFeedTests::pauses_longer_each_time,
                        (uri, patience) -> new SturdyFeed(uri, patience) {
                            @Override
                            void comeBackIn(long millis) {
                                super.comeBackIn(20);
                            }
                        }));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void is_found(Bug bug, EchoServer server) {
        SturdyFeedTests tests = new SturdyFeedTests() {
            @Override
            SturdyFeed feed(URI uri, Duration patience) {
                return bug.client().apply(uri, patience).start();
            }
        };

        assertThrows(AssertionFailedError.class, () -> bug.trial().run(tests, server));
    }
}
