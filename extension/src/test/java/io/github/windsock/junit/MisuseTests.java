package io.github.windsock.junit;

import static io.github.windsock.junit.Kit.golden;
import static io.github.windsock.junit.Kit.onlyFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.FrameFault;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.ServerConnection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every misuse is told what is wrong, where, and what to do instead. */
@SuppressWarnings("unused") // the samples are run by JUnit
class MisuseTests {

    private static void assertRefused(Class<? extends Throwable> type, String message, Class<?> sample) {
        assertRefused(type, message, Kit.of(sample));
    }

    private static void assertRefused(Class<? extends Throwable> type, String message, Kit sample) {
        Throwable refusal = onlyFailure(sample.run());
        assertInstanceOf(type, refusal);
        assertEquals(message, golden(refusal.getMessage()));
    }

    @ExtendWith(WebSocketExtension.class)
    static class ServerWithoutAnnotation {

        @Test
        void a(EchoServer server) {}
    }

    @Test
    void a_server_without_the_annotation() {
        assertRefused(
                ParameterResolutionException.class,
                "Cannot inject EchoServer into MisuseTests.ServerWithoutAnnotation.a(EchoServer): neither it nor a class "
                        + "around it is annotated with @WithEchoServer. Add the annotation.",
                ServerWithoutAnnotation.class);
    }

    @ExtendWith(WebSocketExtension.class)
    static class SocketWithoutAnnotation {

        SocketWithoutAnnotation(BrowserWebSocket socket) {}

        @Test
        void a() {}
    }

    @Test
    void a_socket_without_the_annotation() {
        assertRefused(
                ParameterResolutionException.class,
                "Cannot inject BrowserWebSocket into MisuseTests.SocketWithoutAnnotation(BrowserWebSocket): neither it nor "
                        + "a class around it is annotated with @WithEchoServer. Add the annotation, or name a server with "
                        + "@Connect(url = \"ws://…\").",
                SocketWithoutAnnotation.class);
    }

    static class FieldWithoutAnnotation {

        @Injected
        EchoServer server;

        @Test
        void a() {}
    }

    @Test
    void a_field_without_the_annotation() {
        assertRefused(
                ExtensionConfigurationException.class,
                "Cannot inject EchoServer into MisuseTests.FieldWithoutAnnotation.server: neither it nor a class around it "
                        + "is annotated with @WithEchoServer. Add the annotation.",
                FieldWithoutAnnotation.class);
    }

    @ExtendWith(WebSocketExtension.class)
    static class WithoutServer {

        @Test
        void a(BrowserPage page, Journal journal) {
            assertEquals(journal, page.journal());
        }

        @Test
        void b() {}
    }

    @Test
    void pages_and_journals_need_no_annotation() {
        assertEquals(List.of(), Kit.failures(Kit.of(WithoutServer.class).run()));
    }

    @WithEchoServer
    static class FieldOfAnotherType {

        @Injected
        String text;

        @Test
        void a() {}
    }

    @Test
    void a_field_of_a_type_that_is_not_injected() {
        assertRefused(
                ExtensionConfigurationException.class,
                "Cannot inject String into MisuseTests.FieldOfAnotherType.text: only EchoServer, TestClock, BrowserPage, "
                        + "BrowserWebSocket, Journal and Java-WebSocket's WebSocketClient are injected. "
                        + "Change the type, or leave @Injected out.",
                FieldOfAnotherType.class);
    }

    @WithEchoServer
    static class ConnectionAsParameter {

        @Test
        void a(ServerConnection connection) {}
    }

    @WithEchoServer
    static class FaultWithoutEveryFault {

        @BeforeEach
        void a(FrameFault fault) {}

        @Test
        void b() {}
    }

    /** JUnit's own message stays the first, since another extension might have resolved them. */
    @Test
    void a_parameter_of_a_type_that_is_not_injected() {
        assertEquals(
                List.of(
                        "ServerConnection is not injected, since a client has to connect first. Take an EchoServer, and "
                                + "call server.awaitConnection()."),
                hints(ConnectionAsParameter.class));
        assertEquals(
                List.of("FrameFault is injected by @EveryFault. Write it instead of @Test."),
                hints(FaultWithoutEveryFault.class));
    }

    private static List<String> hints(Class<?> sample) {
        return Arrays.stream(onlyFailure(Kit.of(sample).run()).getSuppressed())
                .map(Throwable::getMessage)
                .toList();
    }

    @WithEchoServer
    static class FinalField {

        @Injected
        final EchoServer server = null;

        @Test
        void a() {}
    }

    @Test
    void a_final_field() {
        assertRefused(
                ExtensionConfigurationException.class,
                "Cannot inject EchoServer into MisuseTests.FinalField.server: it is final. Leave final out.",
                FinalField.class);
    }

    @WithEchoServer
    record MarkedComponent(@Injected EchoServer server) {

        @Test
        void a() {}
    }

    @Test
    void a_component_of_a_record() {
        assertRefused(
                ExtensionConfigurationException.class,
                "Cannot inject EchoServer into MisuseTests.MarkedComponent.server: it is a component of a record, whose"
                        + " constructor gets it. Leave @Injected out.",
                MarkedComponent.class);
    }

    @WithEchoServer
    static class ConnectOnAServer {

        @Test
        void a(@Connect EchoServer server) {}
    }

    @Test
    void connect_on_what_is_no_socket() {
        assertRefused(
                ParameterResolutionException.class,
                "Cannot inject EchoServer into MisuseTests.ConnectOnAServer.a(EchoServer): @Connect is for a "
                        + "BrowserWebSocket, or for Java-WebSocket's WebSocketClient. "
                        + "Change the type, or leave the annotation out.",
                ConnectOnAServer.class);
    }

    @WithEchoServer
    static class PageOfAClient {

        @Test
        void a(@Connect(page = "bob") WebSocketClient client) {}
    }

    @Test
    void a_page_for_a_client_that_has_none() {
        assertRefused(
                ParameterResolutionException.class,
                "Cannot inject WebSocketClient into MisuseTests.PageOfAClient.a(WebSocketClient): "
                        + "a client of Java-WebSocket belongs to no page. Leave the page out.",
                PageOfAClient.class);
    }

    @WithEchoServer
    static class NoHeader {

        @Connect(headers = "session=1")
        BrowserWebSocket socket;

        @Test
        void a() {}
    }

    @Test
    void a_header_without_a_name() {
        assertRefused(
                ExtensionConfigurationException.class,
                "Cannot inject BrowserWebSocket into MisuseTests.NoHeader.socket: @Connect(headers = \"session=1\") is not a "
                        + "header; use \"Cookie: session=1\".",
                NoHeader.class);
    }

    @WithEchoServer
    abstract static class StaticFieldOfASuperclass {

        @Injected
        static EchoServer server;

        static volatile CountDownLatch refused = new CountDownLatch(1);

        @Test
        void a() throws InterruptedException {
            refused.await(60, TimeUnit.SECONDS);
        }
    }

    /** Registered before the sample's own extension, so it sees that one fail. */
    static class Observer implements BeforeAllCallback, AfterAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {}

        @Override
        public void afterAll(ExtensionContext context) {
            if (context.getExecutionException().isPresent()) {
                StaticFieldOfASuperclass.refused.countDown();
            }
        }
    }

    @ExtendWith(Observer.class)
    static class OneSubclass extends StaticFieldOfASuperclass {}

    @ExtendWith(Observer.class)
    static class OtherSubclass extends StaticFieldOfASuperclass {}

    @Test
    void a_static_field_of_a_superclass_for_two_classes_at_the_same_time() {
        StaticFieldOfASuperclass.refused = new CountDownLatch(1);
        Throwable refusal = onlyFailure(
                Kit.of(OneSubclass.class, OtherSubclass.class).concurrently().run());

        boolean isOne = refusal.getMessage().contains("for MisuseTests.OneSubclass");
        assertEquals(
                "Cannot inject into the static field MisuseTests.StaticFieldOfASuperclass.server for MisuseTests."
                        + (isOne ? "OneSubclass" : "OtherSubclass") + " while MisuseTests."
                        + (isOne ? "OtherSubclass" : "OneSubclass") + " has it. Make it an instance field, or run the "
                        + "classes one after the other, with @ResourceLock or @Execution(SAME_THREAD).",
                refusal.getMessage());
    }

    @WithEchoServer(certificate = ServerCertificate.EXPIRED)
    static class CertificateWithoutTls {

        @Test
        void a(EchoServer server) {}
    }

    @Test
    void a_certificate_without_tls() {
        assertRefused(
                ExtensionConfigurationException.class,
                "@WithEchoServer on [MisuseTests.CertificateWithoutTls]: certificate = EXPIRED would be shown over TLS "
                        + "only. Add tls = true.",
                CertificateWithoutTls.class);
    }

    @WithEchoServer(timeout = "5")
    static class TimeoutWithoutUnit {

        @Test
        void a(EchoServer server) {}
    }

    @Test
    void a_timeout_of_the_annotation_that_cannot_be_read() {
        assertRefused(
                ExtensionConfigurationException.class,
                "@WithEchoServer on [MisuseTests.TimeoutWithoutUnit]: timeout = \"5\" is not a duration; "
                        + "use 20ms, 3s, 2m or 1h",
                TimeoutWithoutUnit.class);
    }

    @WithEchoServer
    static class Configured {

        @Injected
        EchoServer server;

        @Test
        void a() {}
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            windsock.timeout         | 5     | "5" is not a duration; use 20ms, 3s, 2m or 1h
            windsock.timeout.mode    | off   | "off" is not one of enabled, disabled and disabled_on_debug, the default
            windsock.timeline        | often | "often" is not one of failure, always and never
            windsock.color           | yes   | "yes" is not one of auto, always and never
            windsock.leftovers       | sweep | "sweep" is not one of ignore, warn and fail
            windsock.seed            | one   | "one" is not a whole number from -9223372036854775808 to 9223372036854775807
            windsock.journal.entries | 0     | "0" is not a whole number from 1 to 2147483647
            windsock.journal.bytes   | 64 MB | "64 MB" is not a whole number from 1 to 9223372036854775807
            """)
    void a_configuration_parameter_that_cannot_be_read(String key, String value, String what) {
        assertRefused(
                ExtensionConfigurationException.class,
                key + " (a configuration parameter): " + what,
                Kit.of(Configured.class).with(key, value));
    }

    static class PortInUse {

        static EchoServer first;

        @RegisterExtension
        final WebSocketExtension extension =
                WebSocketExtension.builder().port(first.port()).build();

        @Test
        void a(EchoServer server) {}
    }

    @Test
    void a_port_that_is_in_use() {
        try (EchoServer server = EchoServer.start()) {
            PortInUse.first = server;
            Throwable refusal = onlyFailure(Kit.of(PortInUse.class).run());

            assertEquals(
                    "WebSocketExtension.builder() in [MisuseTests.PortInUse.extension]: port " + server.port()
                            + " of 127.0.0.1 and ::1 cannot be bound (Address already in use). Leave the port out, or "
                            + "give 0, to let the server pick a free one.",
                    refusal.getMessage().replaceFirst("(?s)^Failed to resolve parameter .*\\)]: ", ""));
        }
    }

    @Test
    void a_builders_timeout_below_zero() {
        assertEquals(
                "timeout = -1 s is not longer than zero; give a time such as 3 s",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> WebSocketExtension.builder().timeout(Duration.ofSeconds(-1)))
                        .getMessage());
    }

    @WithEchoServer
    static class ClosedServer {

        @Test
        void a(EchoServer server) {
            server.close();
            server.awaitConnection();
        }
    }

    @Test
    void an_assertion_on_a_closed_server() {
        assertRefused(
                IllegalStateException.class,
                "the server at ws://127.0.0.1:PORT is closed; start another one",
                ClosedServer.class);
    }
}
