package io.github.windsock.junit;

import static io.github.windsock.assertions.WebSocketAssertions.assertClosedWith;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.junit.Kit.failures;
import static io.github.windsock.junit.Kit.golden;
import static io.github.windsock.junit.Kit.onlyFailure;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.latency;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.windsock.Handshake;
import io.github.windsock.ReadyState;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.ServerConnection;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The nearest setting wins, and each does what it says. */
@SuppressWarnings("unused") // the samples are run by JUnit
class SettingTests {

    // Nearest wins.

    @WithEchoServer
    static class Plain {

        @Test
        void a(Journal journal) {
            Settings settings = journal.settings();
            Log.of(Plain.class)
                    .say(settings.timeout() + " " + settings.entries() + " " + settings.bytes() + " "
                            + settings.seed());
        }
    }

    @Test
    void configuration_parameters_set_what_nothing_nearer_says() {
        Log.of(Plain.class).clear();
        assertEquals(
                List.of(),
                failures(Kit.of(Plain.class).without("windsock.timeout").run()));
        assertEquals(
                List.of(),
                failures(Kit.of(Plain.class)
                        .with("windsock.timeout", "7s")
                        .with("windsock.journal.entries", "8")
                        .with("windsock.journal.bytes", "9")
                        .with("windsock.seed", "10")
                        .run()));

        assertEquals(
                List.of("PT5S 20000 16777216 " + OptionalLong.empty(), "PT7S 8 9 " + OptionalLong.of(10)),
                Log.of(Plain.class).lines());
    }

    @WithEchoServer(timeout = "2s")
    static class Annotated {

        @Test
        void a(Journal journal) {
            assertEquals(Duration.ofSeconds(2), journal.settings().timeout());
        }

        @WithEchoServer(timeout = "300ms")
        @Test
        void b(Journal journal) {
            assertEquals(Duration.ofMillis(300), journal.settings().timeout());
        }
    }

    static class Built {

        @RegisterExtension
        static final WebSocketExtension EXTENSION =
                WebSocketExtension.builder().timeout(Duration.ofSeconds(2)).build();

        @Test
        void a(Journal journal) {
            assertEquals(Duration.ofSeconds(2), journal.settings().timeout());
        }
    }

    @Test
    void annotation_and_builder_are_nearer_than_configuration_parameters() {
        assertEquals(
                List.of(),
                failures(Kit.of(Annotated.class, Built.class)
                        .with("windsock.timeout", "7s")
                        .run()));
    }

    // The first behavior.

    @WithEchoServer(behavior = "close?code=3005&reason=bye")
    static class ClosesAtOnce {

        @Test
        void as_the_class_says(BrowserWebSocket socket) {
            assertClosedWith(3005, "bye", socket);
        }

        @WithEchoServer(behavior = "script?file=greets.wsc")
        @Test
        void as_the_method_says(BrowserWebSocket socket) {
            assertReceived("welcome", socket);
        }

        @Test
        void until_the_test_says_otherwise(EchoServer server, BrowserPage page) {
            server.behave(echo());
            BrowserWebSocket socket = page.open(server.uri(), it -> it.onOpen(event -> it.send("a")));
            assertReceived("a", socket);
        }
    }

    @Test
    void a_behavior_holds_from_the_first_attempt_on() {
        assertEquals(List.of(), failures(Kit.of(ClosesAtOnce.class).run()));
    }

    // Timeouts of JUnit's.

    @WithEchoServer
    static class WaitsTooLong {

        @Test
        @Timeout(value = 100, unit = TimeUnit.MILLISECONDS, threadMode = Timeout.ThreadMode.SAME_THREAD)
        void in_the_same_thread(EchoServer server) {
            server.awaitConnection(Duration.ofMinutes(5));
        }

        @Test
        @Timeout(value = 100, unit = TimeUnit.MILLISECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void in_a_separate_thread(EchoServer server) {
            server.awaitConnection(Duration.ofMinutes(5));
        }

        @Test
        @Timeout(value = 100, unit = TimeUnit.MILLISECONDS, threadMode = Timeout.ThreadMode.SAME_THREAD)
        void for_state_of_ones_own_in_the_same_thread(EchoServer server) {
            await(server).atMost(Duration.ofMinutes(5)).until(() -> false);
        }

        @Test
        @Timeout(value = 100, unit = TimeUnit.MILLISECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void for_state_of_ones_own_in_a_separate_thread(EchoServer server) {
            await(server).atMost(Duration.ofMinutes(5)).until(() -> false);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_timeout_of_junit_ends_a_wait_at_once_in_both_thread_modes() {
        List<Throwable> failures = failures(Kit.of(WaitsTooLong.class).run());

        assertEquals(4, failures.size(), failures::toString);
        failures.forEach(failure -> assertInstanceOf(TimeoutException.class, failure));
    }

    @WithEchoServer(timeout = "1ms")
    static class WaitsWithoutTimeout {

        @Test
        @Timeout(value = 100, unit = TimeUnit.MILLISECONDS)
        void for_a_connection(EchoServer server) {
            server.awaitConnection();
        }

        @Test
        @Timeout(value = 100, unit = TimeUnit.MILLISECONDS)
        void for_state_of_ones_own(EchoServer server) {
            await(server).until(() -> false);
        }
    }

    @Test
    void a_timeout_that_is_disabled_leaves_the_end_to_junit() {
        List<Throwable> failures = failures(Kit.of(WaitsWithoutTimeout.class)
                .with("windsock.timeout.mode", "disabled")
                .run());

        assertEquals(2, failures.size(), failures::toString);
        failures.forEach(failure -> assertInstanceOf(TimeoutException.class, failure));
    }

    @Test
    void a_timeout_that_is_enabled_is_an_assertion_that_failed() {
        List<Throwable> failures = failures(Kit.of(WaitsWithoutTimeout.class)
                .with("windsock.timeout.mode", "enabled")
                .with("junit.jupiter.execution.timeout.mode", "disabled")
                .run());

        assertEquals(2, failures.size(), failures::toString);
        failures.forEach(failure -> assertInstanceOf(AssertionError.class, failure));
    }

    // Chance.

    @WithEchoServer
    static class Seeded {

        @Test
        void a(EchoServer server, BrowserPage page) {
            server.behave(echo().with(latency(Duration.ofMillis(100)).jitter(Duration.ofMillis(100))));
            BrowserWebSocket socket = page.open(server.uri());
            assertReadyState(ReadyState.OPEN, socket);
            socket.send("hello");
            assertReceived("hello", socket);
            ServerConnection connection = server.awaitConnection();
            Log.of(Seeded.class)
                    .say(String.valueOf(at(Kind.SENT, connection)
                                    .minus(at(Kind.RECEIVED, connection))
                                    .compareTo(LATE)
                            >= 0));
            fail("tell the story");
        }

        private static final Duration LATE = Duration.ofMillis(198);

        private static Duration at(Kind kind, ServerConnection connection) {
            return PartyLog.of(connection).entries().stream()
                    .filter(entry -> entry.event().kind() == kind)
                    .findFirst()
                    .orElseThrow()
                    .time();
        }
    }

    /** The first number of this seed is nearly 1, so the echo comes nearly as late as it may, and never sooner. */
    @Test
    void a_seed_decides_what_happens_by_chance_and_is_told_when_the_test_fails() {
        long seed = LongStream.iterate(1, each -> each + 1)
                .filter(each -> new Random(each).nextDouble() > 0.99)
                .findFirst()
                .orElseThrow();
        Log.of(Seeded.class).clear();

        Throwable failure = onlyFailure(
                Kit.of(Seeded.class).with("windsock.seed", String.valueOf(seed)).run());

        assertEquals(List.of("true"), Log.of(Seeded.class).lines());
        String story = failure.getSuppressed()[0].toString();
        assertTrue(story.contains("-Dwindsock.seed=" + seed + "\n"), story);
    }

    // Connections.

    @WithEchoServer
    static class Connected {

        @Connect(
                path = "/chat?room=1",
                protocols = {"v1", "v2"},
                headers = {"Cookie: session=1", "X-Test: yes"})
        BrowserWebSocket alice;

        @Test
        void a(EchoServer server, @Connect(page = "bob") BrowserWebSocket bob, @Connect BrowserWebSocket carol) {
            Handshake handshake = server.connection(1).handshake();
            assertEquals("/chat?room=1", handshake.target());
            assertEquals("v1", alice.protocol());
            assertEquals("session=1", handshake.header("Cookie").orElseThrow());
            assertEquals("yes", handshake.header("X-Test").orElseThrow());
            assertEquals(3, server.connections().size());
        }

        @Test
        void b(EchoServer server, @Connect(open = false) BrowserWebSocket socket) {
            socket.close();
            assertEquals(
                    1,
                    server.connections().stream()
                            .filter(connection ->
                                    connection.handshake().target().startsWith("/chat"))
                            .count());
        }
    }

    @Test
    void connect_says_path_subprotocols_headers_page_and_whether_to_wait() {
        assertEquals(List.of(), failures(Kit.of(Connected.class).run()));
    }

    static class Foreign {

        @Test
        void a(@Connect(url = "ws://localhost:1/nobody", open = false) BrowserWebSocket socket) {
            assertEquals("ws://localhost:1/nobody", socket.url());
        }
    }

    @Test
    void connect_to_another_server_needs_no_annotation_and_no_server() {
        assertEquals(List.of(), failures(Kit.of(Foreign.class).run()));
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD) // the sample has one alias at a time
    @ValueSource(
            strings = {
                "echo.websocket.org",
                "echo.websocket.org:80",
                "echo.websocket.org:443",
                "echo.websocket.org:8080"
            })
    void an_alias_leads_to_the_server_with_its_host_header_kept(String alias) {
        Aliased.alias = alias;
        Aliased.tls = false;
        assertEquals(List.of(), failures(Kit.of(Aliased.class).run()));
        Aliased.tls = true;
        assertEquals(List.of(), failures(Kit.of(Aliased.class).run()));
    }

    static class Aliased {

        static String alias;
        static boolean tls;

        @RegisterExtension
        final WebSocketExtension extension = extension();

        private static WebSocketExtension extension() {
            WebSocketExtension.Builder builder = WebSocketExtension.builder().alias(alias);
            return (tls ? builder.tls() : builder).build();
        }

        @Test
        void a(EchoServer server, BrowserWebSocket socket) {
            socket.send("hello");
            assertReceived("hello", socket);
            String usual = tls ? ":443" : ":80";
            String host = alias.endsWith(usual) ? alias.replace(usual, "") : alias;
            assertEquals(host, server.connection(1).handshake().header("Host").orElseThrow());
            assertTrue(socket.url().startsWith(tls ? "wss://echo" : "ws://echo"), socket.url());
        }
    }

    @WithEchoServer(tls = true)
    static class Secure {

        @Test
        void a(EchoServer server, BrowserWebSocket socket) throws Exception {
            socket.send("hello");
            assertReceived("hello", socket);
            HttpClient.newBuilder()
                    .sslContext(server.sslContext())
                    .build()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri(), new WebSocket.Listener() {})
                    .get(30, TimeUnit.SECONDS)
                    .abort();
        }
    }

    @Test
    void sockets_of_the_test_trust_a_server_with_tls_and_others_can() {
        assertEquals(List.of(), failures(Kit.of(Secure.class).run()));
    }

    static class BadCertificate {

        static ServerCertificate certificate;

        @RegisterExtension
        final WebSocketExtension extension =
                WebSocketExtension.builder().tls(certificate).build();

        @Test
        void a(EchoServer server, BrowserPage page) {
            BrowserWebSocket socket = page.open(server.uri().toString());
            assertReadyState(ReadyState.CLOSED, socket);
            assertEquals(1006, socket.closeStatus().orElseThrow().code());
            throw new AssertionError(
                    PartyLog.of(socket).closing().orElseThrow().event().why());
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD) // the sample has one certificate at a time
    @CsvSource({
        "EXPIRED, validity check failed",
        "OTHER_HOST, No subject alternative DNS name matching localhost found",
        "SELF_SIGNED, unable to find valid certification path"
    })
    void a_bad_certificate_is_refused_for_its_own_reason(ServerCertificate certificate, String why) {
        BadCertificate.certificate = certificate;
        String message = onlyFailure(Kit.of(BadCertificate.class).run()).getMessage();

        assertTrue(message.startsWith("TLS failed: ") && message.contains(why), message);
    }

    @WithEchoServer(tls = true)
    static class Distrusted {

        @Test
        void a(EchoServer server) throws Exception {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(SSLContext.getDefault()).build();
            client.newWebSocketBuilder()
                    .buildAsync(server.uri(), new WebSocket.Listener() {})
                    .handle((socket, failure) -> "done")
                    .get(30, TimeUnit.SECONDS);
            await(server)
                    .until(() -> server.journal().entries().stream()
                            .anyMatch(entry -> entry.event().kind() == Kind.NOTE)); // the client may be told first
            server.awaitConnection(Duration.ofMillis(1));
        }
    }

    @Test
    void a_client_that_does_not_trust_the_server_is_told_of_in_the_timeline() {
        String message = golden(onlyFailure(Kit.of(Distrusted.class).run()).getMessage());

        assertTrue(message.contains("a TLS handshake that did not succeed"), message);
        assertTrue(message.contains("certificate"), message);
    }
}
