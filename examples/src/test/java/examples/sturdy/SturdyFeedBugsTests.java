package examples.sturdy;

import static io.github.windsock.server.Behaviors.neverOpen;
import static io.github.windsock.server.Behaviors.resetConnection;
import static io.github.windsock.server.Faults.blackHole;
import static io.github.windsock.server.Faults.closeTwice;
import static io.github.windsock.server.Faults.invalidUtf8;
import static io.github.windsock.server.Faults.wrongAccept;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.junit.Leftovers;
import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;

/**
 * Ten mistakes of clients that come back, each put into {@link SturdyFeed}: the test that should fail does, and says why. It
 * begins to look only when the mistake has been made, after which no time would help.
 */
@WithEchoServer(leftovers = Leftovers.IGNORE, timeout = "20ms")
class SturdyFeedBugsTests {

    /** Of a client that is not to leave because its server, or this machine, is slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int ATTEMPTS = 5;
    private static final int ANY = Integer.MAX_VALUE; // it goes on to connect

    private static final String NO_PRICE =
            "Condition with Lambda expression in examples\\.sturdy\\.SturdyFeedTests was not"
                    + " fulfilled within 20 milliseconds\\. \\((server#\\d|the only attempt to connect) is .*\\)";
    private static final String NO_PAUSE = "the client made pause \\d, before server#\\d GET / 503, not as wanted by"
            + " atLeast\\(20 ms\\), factor\\(2\\.0\\)\nexpected: <at least [\\d.]+ ms>  but was: <[\\d.]+ ms> "
            + " \\(from the first sign of the end of the attempt before, as the server saw it\\)";

    /** A test of {@link SturdyFeedTests}. */
    interface Trial {
        void run(SturdyFeedTests tests, EchoServer server);

        static Trial after(Fault fault) {
            return (tests, server) -> tests.comes_back_after(server, fault);
        }
    }

    /**
     * A client with a bug. It has patience with a server that is slow to answer, so that a busy machine is not its bug.
     */
    abstract static class BuggyFeed extends SturdyFeed {
        private final CountDownLatch made = new CountDownLatch(1);

        BuggyFeed(URI uri, Duration patience) {
            super(uri, patience);
        }

        @Override
        Duration connectTimeout() {
            return Duration.ofMinutes(1);
        }

        /** The bug has done its work. */
        void mistake() {
            made.countDown();
        }

        boolean isMade() {
            return made.getCount() == 0;
        }

        SturdyFeed startAndFail() {
            try {
                start();
                assertTrue(made.await(1, TimeUnit.MINUTES), "the bug was never met");
                return this;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** A client whose pauses are all of the same length. */
    private static final class EqualPauses extends BuggyFeed {
        private final long pause;
        private int lost;

        EqualPauses(URI uri, long pause) {
            super(uri, PATIENCE);
            this.pause = pause;
        }

        @Override
        void comeBackIn(long millis) {
            if (++lost == ATTEMPTS) {
                mistake();
            }
            super.comeBackIn(pause);
        }
    }

    record Bug(String name, int attempts, String message, BiFunction<URI, Duration, BuggyFeed> client, Trial trial) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Bug bug(
            String name, int attempts, String message, Trial trial, BiFunction<URI, Duration, BuggyFeed> client) {
        return new Bug(name, attempts, message, client, trial);
    }

    static Stream<Bug> bugs() {
        return Stream.of(
                bug(
                        "does not come back when it is closed",
                        1,
                        NO_PRICE,
                        Trial.after(closeTwice()),
                        (uri, patience) -> new BuggyFeed(uri, PATIENCE) {
                            @Override
                            void closed(Connection connection) {
                                mistake();
                            }
                        }),
                bug(
                        "does not come back after an error",
                        1,
                        NO_PRICE,
                        Trial.after(invalidUtf8()),
                        (uri, patience) -> new BuggyFeed(uri, PATIENCE) {
                            @Override
                            void failed(Connection connection) {
                                mistake();
                            }
                        }),
                bug(
                        "does not come back when it is refused",
                        1,
                        NO_PRICE,
                        Trial.after(wrongAccept()),
                        (uri, patience) -> new BuggyFeed(uri, PATIENCE) {
                            @Override
                            void refused(Connection connection) {
                                mistake();
                            }
                        }),
                bug(
                        "does not mind silence",
                        1,
                        NO_PRICE,
                        Trial.after(blackHole()),
                        (uri, patience) -> new BuggyFeed(uri, patience) {
                            @Override
                            void silent(Connection connection) {
                                mistake();
                            }
                        }),
                bug(
                        "waits for an answer without end",
                        1,
                        NO_PRICE,
                        Trial.after(neverOpen()),
                        (uri, patience) -> new BuggyFeed(uri, PATIENCE) {
                            @Override
                            Duration connectTimeout() {
                                mistake();
                                return Duration.ofDays(1);
                            }
                        }),
                bug(
                        "subscribes once and for all",
                        ANY,
                        NO_PRICE,
                        Trial.after(resetConnection()),
                        (uri, patience) -> new BuggyFeed(uri, patience) {
                            private boolean subscribed;

                            @Override
                            void subscribe(WebSocket socket) {
                                if (subscribed) {
                                    mistake();
                                } else {
                                    super.subscribe(socket);
                                }
                                subscribed = true;
                            }
                        }),
                bug(
                        "takes any message for a sign of life",
                        1,
                        NO_PRICE,
                        SturdyFeedTests::leaves_a_server_that_says_nothing_of_use,
                        (uri, patience) -> new BuggyFeed(uri, PATIENCE) {
                            @Override
                            boolean isOfUse(String message) {
                                mistake();
                                return true;
                            }

                            /** A busy machine may hear nothing for a while, of which nobody is to learn. */
                            @Override
                            void silent(Connection connection) {
                                if (!isMade()) {
                                    super.silent(connection);
                                }
                            }
                        }),
                bug(
                        "comes back once",
                        2,
                        NO_PRICE,
                        SturdyFeedTests::comes_back_as_often_as_it_is_lost,
                        (uri, patience) -> new BuggyFeed(uri, patience) {
                            private boolean cameBack;

                            @Override
                            void comeBackIn(long millis) {
                                if (cameBack) {
                                    mistake();
                                } else {
                                    super.comeBackIn(millis);
                                }
                                cameBack = true;
                            }
                        }),
                bug(
                        "does not pause",
                        ANY,
                        NO_PAUSE,
                        SturdyFeedTests::pauses_longer_each_time,
                        (uri, patience) -> new EqualPauses(uri, 0)),
                bug(
                        "pauses as long each time",
                        ANY,
                        NO_PAUSE,
                        SturdyFeedTests::pauses_longer_each_time,
                        (uri, patience) -> new EqualPauses(uri, 20)));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void is_found(Bug bug, EchoServer server) {
        SturdyFeedTests tests = new SturdyFeedTests() {
            @Override
            SturdyFeed feed(URI uri, Duration patience) {
                return bug.client().apply(uri, patience).startAndFail();
            }
        };

        AssertionFailedError failure =
                assertThrows(AssertionFailedError.class, () -> bug.trial().run(tests, server));

        String head = failure.getMessage().split("\\R+ *SturdyFeedBugsTests\\.is_found")[0];
        assertTrue(head.matches(bug.message()), () -> "another failure:\n" + head + "<");
        assertTrue(server.attempts().size() <= bug.attempts(), failure::getMessage);
    }
}
