package io.github.windsock.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTests {

    private static Transport lease() {
        return Transport.lease(Runnable::run);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("windsock-"))
                .toList();
    }

    @Nested
    class what_is_thrown {
        private final Error defect = new OutOfMemoryError("not really");

        /** Where a handler's code runs. */
        enum Place {
            OPENED,
            RECEIVED,
            BEGUN,
            INPUT_ENDED,
            TASK,
            TIMER,
            ENCODING,
            WRITTEN
        }

        @ParameterizedTest
        @EnumSource
        void ends_its_own_connection_and_nothing_else(Place place) throws Exception {
            AtomicInteger count = new AtomicInteger();
            Function<ByteConnection, EchoHandler> secondIsBroken = connection ->
                    count.incrementAndGet() == 2 ? new Broken(connection, place) : new EchoHandler(connection);
            try (TestPort port = TestPort.open(secondIsBroken);
                    Socket before = port.connect()) {
                TestPort.requireEcho(before);
                port.handler();

                try (Socket broken = port.connect()) {
                    broken.getOutputStream().write('x');
                    broken.shutdownOutput();
                    EchoHandler handler = port.handler();

                    assertEquals(ByteConnection.End.FAILED, handler.end.get(20, TimeUnit.SECONDS));
                    assertSame(defect, handler.cause);
                }
                TestPort.requireEcho(before);
                port.requireEcho();
            }
        }

        private final class Broken extends EchoHandler {
            private final Place place;

            Broken(ByteConnection connection, Place place) {
                super(connection);
                this.place = place;
            }

            private void fail(Place here) {
                if (here == place) {
                    throw defect;
                }
            }

            @Override
            public void opened() {
                fail(Place.OPENED);
                super.opened();
            }

            @Override
            public void begun() {
                fail(Place.BEGUN);
            }

            @Override
            public void received(ByteBuffer bytes) {
                fail(Place.RECEIVED);
                switch (place) {
                    case TASK -> new Thread(() -> connection.execute(() -> fail(Place.TASK))).start();
                    case TIMER -> connection.schedule(Duration.ofMillis(1), () -> fail(Place.TIMER));
                    case ENCODING, WRITTEN -> connection.write(new BrokenBytes());
                    default -> super.received(bytes);
                }
            }

            @Override
            public void inputEnded() {
                fail(Place.INPUT_ENDED);
            }

            private final class BrokenBytes implements Outgoing {
                @Override
                public int size() {
                    return 1;
                }

                @Override
                public ByteBuffer[] bytes() {
                    fail(Place.ENCODING);
                    return new ByteBuffer[] {ByteBuffer.allocate(1)};
                }

                @Override
                public void written() {
                    fail(Place.WRITTEN);
                }
            }
        }

        @Test
        void by_an_acceptor_turns_away_one() throws Exception {
            AtomicInteger count = new AtomicInteger();
            List<ByteConnection> refused = new CopyOnWriteArrayList<>();
            try (TestPort port = TestPort.open(connection -> {
                        if (count.incrementAndGet() == 1) {
                            refused.add(connection);
                            throw defect;
                        }
                        return new EchoHandler(connection);
                    });
                    Socket turnedAway = port.connect()) {
                assertSame(defect, port.failures.poll(20, TimeUnit.SECONDS));
                assertEquals(-1, turnedAway.getInputStream().read());
                assertFalse(isKept(refused.get(0)), "a connection that ended");
                port.requireEcho();
            }
        }

        private boolean isKept(ByteConnection connection) throws Exception {
            Transport transport = lease();
            try {
                CompletableFuture<Boolean> isKept = new CompletableFuture<>();
                transport.submit(
                        () -> isKept.complete(transport.loop().connections().contains((SocketConnection) connection)));
                return isKept.get(20, TimeUnit.SECONDS);
            } finally {
                transport.release();
            }
        }
    }

    @Nested
    class a_dead_thread {

        @Test
        void is_replaced_and_what_it_served_ends_with_a_reason() throws Exception {
            Transport transport = lease();
            try (TestPort port = TestPort.open(EchoHandler::new);
                    Socket client = port.connect()) {
                TestPort.requireEcho(client);
                EchoHandler handler = port.handler();
                SelectorLoop dead = transport.loop();

                dead.breakSelector();

                assertEquals(ByteConnection.End.FAILED, handler.end.get(20, TimeUnit.SECONDS));
                assertEquals("the selector's thread ended", String.valueOf(handler.cause.getMessage()));
                assertEquals(-1, client.getInputStream().read());
                port.requireEcho();
                assertNotSame(dead, transport.loop());
            } finally {
                transport.release();
            }
        }

        @Test
        @EnabledOnOs(OS.LINUX) // where a full backlog keeps clients waiting
        void fails_who_is_connecting() throws Exception {
            Transport transport = lease();
            List<SocketChannel> others = new ArrayList<>();
            try (ServerSocketChannel full =
                    ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1)) {
                InetSocketAddress address = (InetSocketAddress) full.getLocalAddress();
                boolean isConnected = true;
                while (isConnected) {
                    SocketChannel other = SocketChannel.open();
                    others.add(other);
                    other.configureBlocking(false);
                    isConnected = other.connect(address) || other.finishConnect();
                }
                CompletableFuture<Throwable> failed = new CompletableFuture<>();
                Connector connector = Connector.lease(Runnable::run);
                connector.connect(address, null, new Refused(failed));
                connector.release();
                CountDownLatch begun = new CountDownLatch(1);
                transport.submit(begun::countDown);
                assertTrue(begun.await(20, TimeUnit.SECONDS));
                assertFalse(failed.isDone());

                transport.loop().breakSelector();

                assertEquals(
                        "the selector's thread ended",
                        failed.get(20, TimeUnit.SECONDS).getMessage());
            } finally {
                for (SocketChannel each : others) {
                    each.close();
                }
                transport.release();
            }
        }

        private record Refused(CompletableFuture<Throwable> failure) implements BoundPort.Acceptor {
            @Override
            public ByteConnection.Handler accepted(ByteConnection connection) {
                return new EchoHandler(connection);
            }

            @Override
            public void failed(Throwable cause) {
                failure.complete(cause);
            }
        }

        @Test
        void leaves_no_task_undone() throws Exception {
            Transport transport = lease();
            try {
                CountDownLatch within = new CountDownLatch(1);
                CountDownLatch goOn = new CountDownLatch(1);
                transport.submit(() -> {
                    within.countDown();
                    awaitQuietly(goOn);
                });
                assertTrue(within.await(20, TimeUnit.SECONDS));
                CompletableFuture<String> done = new CompletableFuture<>();
                transport.loop().breakSelector();
                transport.submit(() -> done.complete("done"));
                goOn.countDown();

                assertEquals("done", done.get(20, TimeUnit.SECONDS));
            } finally {
                transport.release();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Nested
    class code_that_blocks {

        @Test
        void on_one_port_does_not_hold_up_another() throws Exception {
            CountDownLatch over = new CountDownLatch(1);
            try (TestPort blocked = TestPort.open(EchoHandler::new);
                    TestPort free = TestPort.open(EchoHandler::new)) {
                for (int i = 0; i < 100; i++) {
                    blocked.port.executeBlocking(() -> awaitQuietly(over));
                }
                CompletableFuture<String> ran = new CompletableFuture<>();
                free.port.executeBlocking(() -> ran.complete("ran"));

                assertEquals("ran", ran.get(20, TimeUnit.SECONDS));
            } finally {
                over.countDown();
            }
        }

        @Test
        void keeps_at_most_64_threads_of_one_port_busy_and_the_rest_in_order() throws Exception {
            CountDownLatch over = new CountDownLatch(1);
            CountDownLatch busy = new CountDownLatch(64);
            List<Integer> late = new ArrayList<>(); // one thread after another is free
            try (TestPort port = TestPort.open(EchoHandler::new)) {
                for (int i = 0; i < 63; i++) {
                    port.port.executeBlocking(() -> {
                        busy.countDown();
                        awaitQuietly(over);
                    });
                }
                CountDownLatch oneIsFree = new CountDownLatch(1);
                port.port.executeBlocking(() -> {
                    busy.countDown();
                    awaitQuietly(oneIsFree);
                });
                assertTrue(busy.await(20, TimeUnit.SECONDS));
                CountDownLatch done = new CountDownLatch(3);
                for (int i = 0; i < 3; i++) {
                    int number = i;
                    port.port.executeBlocking(() -> {
                        late.add(number);
                        done.countDown();
                    });
                }
                assertEquals(List.of(), late);
                oneIsFree.countDown();

                assertTrue(done.await(20, TimeUnit.SECONDS));
                assertEquals(List.of(0, 1, 2), late);
            } finally {
                over.countDown();
            }
        }

        @Test
        void does_not_keep_the_transport_from_ending() throws Exception {
            CountDownLatch over = new CountDownLatch(1);
            Thread loop;
            try (TestPort port = TestPort.open(EchoHandler::new)) {
                for (int i = 0; i < 100; i++) {
                    port.port.executeBlocking(() -> awaitQuietly(over));
                }
                loop = threads().stream()
                        .filter(thread -> thread.getName().startsWith("windsock-engine-"))
                        .filter(Thread::isAlive)
                        .findFirst()
                        .orElseThrow();
            }
            loop.join(20_000);
            assertFalse(loop.isAlive(), "the transport waits for code of the user's");
            over.countDown();
        }

        @Test
        void and_finds_no_thread_fails_its_caller_only() throws Exception {
            AtomicInteger count = new AtomicInteger();
            BoundedExecutor executor = new BoundedExecutor(
                    task -> {
                        if (count.incrementAndGet() == 1) {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                        task.run();
                    },
                    1);
            assertThrows(OutOfMemoryError.class, () -> executor.execute(() -> {}));
            CompletableFuture<String> ran = new CompletableFuture<>();
            executor.execute(() -> ran.complete("ran"));

            assertEquals("ran", ran.getNow("not run"));
        }
    }

    @Nested
    class turns {

        /** Where the transport's thread stops until the test has sent everything. */
        private final CountDownLatch begun = new CountDownLatch(1);

        private final CountDownLatch goOn = new CountDownLatch(1);
        private final AtomicInteger steps = new AtomicInteger(); // since then, of all that are greedy

        /** Takes so many bytes of what is there, and counts. */
        private final class Greedy extends EchoHandler {
            private final int atOnce;
            private final int stopsAt; // its own step
            private int own;

            Greedy(ByteConnection connection, int atOnce, int stopsAt) {
                super(connection);
                this.atOnce = atOnce;
                this.stopsAt = stopsAt;
            }

            @Override
            public void received(ByteBuffer bytes) {
                if (++own == stopsAt) {
                    begun.countDown();
                    awaitQuietly(goOn);
                    steps.set(0);
                }
                steps.incrementAndGet();
                bytes.position(bytes.position() + Math.min(atOnce, bytes.remaining()));
                connection.demand();
            }
        }

        /** Returns how many steps the greedy ones took before another one, whose byte was there when they went on. */
        private int stepsBeforeTheOther(int greedy, int atOnce, int stopsAt, byte[] flood) throws Exception {
            AtomicInteger count = new AtomicInteger();
            CompletableFuture<Integer> seen = new CompletableFuture<>();
            Function<ByteConnection, EchoHandler> handling = connection -> {
                int number = count.incrementAndGet();
                return number <= greedy
                        ? new Greedy(connection, atOnce, number == 1 ? stopsAt : 0)
                        : new EchoHandler(connection) {
                            @Override
                            public void received(ByteBuffer bytes) {
                                seen.complete(steps.get());
                                super.received(bytes);
                            }
                        };
            };
            List<Socket> floods = new ArrayList<>();
            try (TestPort port = TestPort.open(handling)) {
                for (int i = 0; i < greedy; i++) {
                    floods.add(port.connect());
                    port.handler();
                }
                try (Socket other = port.connect()) {
                    port.handler();
                    for (int i = greedy - 1; i >= 0; i--) { // the one that stops the thread is the last
                        floods.get(i).getOutputStream().write(flood); // fits into what the kernel keeps
                    }
                    assertTrue(begun.await(20, TimeUnit.SECONDS));
                    other.getOutputStream().write('x');
                    goOn.countDown();
                    return seen.get(20, TimeUnit.SECONDS);
                }
            } finally {
                for (Socket each : floods) {
                    each.close();
                }
            }
        }

        @Test
        void end_after_16_steps() throws Exception {
            int taken = stepsBeforeTheOther(1, 10, 1, new byte[10_000]);

            assertTrue(taken <= 2 * InputReader.TURN_STEPS, taken + " steps before the other had its turn");
        }

        @Test
        void end_after_64_KiB() throws Exception {
            int taken = stepsBeforeTheOther(1, Integer.MAX_VALUE, 1, new byte[500_000]);

            assertTrue(taken <= 2, taken + " buffers of 64 KiB before the other had its turn");
        }

        @Test
        void of_many_that_flood_do_not_add_up() throws Exception {
            int taken = stepsBeforeTheOther(20, 10, 100, new byte[10_000]);

            assertTrue(taken <= 2 * InputReader.TURN_STEPS, taken + " steps before the other had its turn");
        }
    }
}
