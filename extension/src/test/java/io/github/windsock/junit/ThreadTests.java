package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.behavior.Invocation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which thread a test runs on does not matter. */
@SuppressWarnings("unused") // the sample is run by JUnit
class ThreadTests {

    /** Runs tests on virtual threads, by reflection since the oldest JDK has none. */
    static class OnVirtualThreads implements InvocationInterceptor {

        static boolean areThere() {
            return Runtime.version().feature() >= 21;
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
                throws Throwable {
            CompletableFuture<Void> done = new CompletableFuture<>();
            Runnable test = () -> {
                try {
                    done.complete(invocation.proceed());
                } catch (Throwable e) {
                    done.completeExceptionally(e);
                }
            };
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, test);
            done.get();
        }
    }

    @WithEchoServer
    @ExtendWith(OnVirtualThreads.class)
    static class Virtual {

        @RepeatedTest(50)
        void echoes(EchoServer server, BrowserWebSocket socket) throws Exception {
            assertEquals(true, Thread.class.getMethod("isVirtual").invoke(Thread.currentThread()));
            socket.send("hello");
            assertReceived("hello", socket);
            assertReceived("hello", server.awaitConnection());
        }
    }

    @WithEchoServer
    static class OnAnyPool {

        static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

        @RepeatedTest(50)
        void echoes(EchoServer server, BrowserWebSocket socket) {
            THREADS.add(Thread.currentThread().getClass().getName().replaceFirst(".*[.]([^.]+)$", "$1"));
            socket.send("hello");
            assertReceived("hello", socket);
            assertReceived("hello", server.awaitConnection());
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD) // the sample has one pool at a time
    @CsvSource({
        "fork_join_pool, ForkJoinPoolHierarchicalTestExecutorService$",
        "worker_thread_pool, WorkerThreadPoolHierarchicalTestExecutorService$"
    })
    void tests_may_run_on_every_pool_of_junits(String pool, String threads) {
        boolean isThere = Test.class.getPackage().getImplementationVersion().compareTo("6.1") >= 0;
        assumeTrue(isThere, "JUnit has had a choice of pools since 6.1");
        OnAnyPool.THREADS.clear();

        assertEquals(
                List.of(),
                Kit.failures(Kit.of(OnAnyPool.class)
                        .concurrently()
                        .with("junit.jupiter.execution.parallel.config.executor-service", pool)
                        .run()));
        assertTrue(
                !OnAnyPool.THREADS.isEmpty() && OnAnyPool.THREADS.stream().allMatch(each -> each.startsWith(threads)),
                OnAnyPool.THREADS::toString);
    }

    @Test
    void tests_may_run_on_virtual_threads() {
        assumeTrue(OnVirtualThreads.areThere(), "virtual threads are there from JDK 21 on");

        assertEquals(
                List.of(), Kit.failures(Kit.of(Virtual.class).concurrently().run()));
    }
}
