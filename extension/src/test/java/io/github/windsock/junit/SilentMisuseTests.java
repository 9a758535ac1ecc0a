package io.github.windsock.junit;

import static io.github.windsock.junit.Kit.failures;
import static io.github.windsock.server.Behaviors.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would have no effect, or another one than was meant, is refused with the place where it stands. */
@SuppressWarnings("unused") // the samples are run by JUnit
class SilentMisuseTests {

    private static void assertRefused(String message, Class<?> sample) {
        assertEquals(
                List.of(message),
                failures(Kit.of(sample).run()).stream()
                        .map(Throwable::getMessage)
                        .map(it -> it.replaceFirst("(?s)^Failed to resolve parameter .*?\\)]: ", ""))
                        .toList());
    }

    @WithEchoServer
    static class ForgottenAnnotation {
        @Injected
        private BrowserPage page;

        EchoServer server;

        @Test
        void connects() {
            page.open(server.uri());
        }
    }

    @Test
    void a_field_without_an_annotation() {
        Throwable failure = Kit.onlyFailure(Kit.of(ForgottenAnnotation.class).run());

        assertEquals(
                "the field SilentMisuseTests.ForgottenAnnotation.server is null, since it has no annotation. "
                        + "To have it injected, add @Injected.",
                failure.getSuppressed()[0].getMessage());
    }

    @Nested
    class what_the_annotation_says {

        @WithEchoServer(timeout = "0ms")
        static class NoTime extends TwoTests {}

        @Test
        void a_timeout_in_which_nothing_can_come() {
            assertRefused(
                    "@WithEchoServer on [SilentMisuseTests.what_the_annotation_says.NoTime]: timeout = 0 s is not longer "
                            + "than zero; give a time such as 3 s",
                    NoTime.class);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> WebSocketExtension.builder().timeout(Duration.ZERO));
        }

        @WithEchoServer(alias = "ws://echo.websocket.org")
        static class UrlAsAlias extends TwoTests {}

        @Test
        void a_url_as_alias() {
            assertRefused(
                    "@WithEchoServer on [SilentMisuseTests.what_the_annotation_says.UrlAsAlias]: the alias "
                            + "\"ws://echo.websocket.org\" is a URL; write its host alone, such as \"echo.websocket.org\"",
                    UrlAsAlias.class);
        }

        @WithEchoServer(alias = "not a host")
        static class NoHost extends TwoTests {}

        @Test
        void an_alias_that_no_host_can_have() {
            assertRefused(
                    "@WithEchoServer on [SilentMisuseTests.what_the_annotation_says.NoHost]: the alias \"not a host\" is "
                            + "not a host; use \"echo.websocket.org\"",
                    NoHost.class);
        }

        @WithEchoServer(alias = "echo.websocket.org:99999")
        static class NoAliasPort extends TwoTests {}

        @Test
        void an_alias_with_a_port_that_is_none() {
            assertRefused(
                    "@WithEchoServer on [SilentMisuseTests.what_the_annotation_says.NoAliasPort]: the alias "
                            + "\"echo.websocket.org:99999\" has a port that is not between 1 and 65535; leave it out for "
                            + "any port",
                    NoAliasPort.class);
        }

        @WithEchoServer(port = 70000)
        static class NoPort extends TwoTests {}

        @Test
        void a_port_that_is_none() {
            assertRefused(
                    "@WithEchoServer on [SilentMisuseTests.what_the_annotation_says.NoPort]: port = 70000 is not between 0 "
                            + "and 65535; 0 picks a free one",
                    NoPort.class);
        }

        @WithEchoServer(behavior = "slient")
        static class MisspelledBehavior extends TwoTests {}

        @Test
        void a_misspelled_behavior() {
            assertRefused(
                    "@WithEchoServer on [SilentMisuseTests.what_the_annotation_says.MisspelledBehavior]: there is no "
                            + "behavior \"slient\"; did you mean \"silent\"?",
                    MisspelledBehavior.class);
        }

        @WithEchoServer(shared = " ")
        static class BlankName extends TwoTests {}

        @Test
        void a_shared_server_without_a_name() {
            String why = "shared = \" \" is blank; give a name such as \"prices\", or leave shared out for a server of "
                    + "its own";
            assertRefused(
                    "@WithEchoServer on [SilentMisuseTests.what_the_annotation_says.BlankName]: " + why,
                    BlankName.class);
            assertEquals(
                    why,
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> WebSocketExtension.builder().shared(" "))
                            .getMessage());
        }

        @WithEchoServer(shared = "prices", behavior = "silent")
        static class SharedBehavior extends TwoTests {}

        @Test
        void a_behavior_of_a_shared_server() {
            assertRefused(
                    "@WithEchoServer on [SilentMisuseTests.what_the_annotation_says.SharedBehavior]: a shared server "
                            + "keeps its behavior when a test ends, so that a test has to say its own. Leave behavior "
                            + "out, and call server.behave(..) in the test.",
                    SharedBehavior.class);
        }

        static class OnAMethod {

            @Test
            @WithEchoServer(port = -1)
            void a() {}
        }

        @Test
        void names_the_method_that_bears_it() {
            assertRefused(
                    "@WithEchoServer on [SilentMisuseTests.what_the_annotation_says.OnAMethod.a()]: port = -1 is not "
                            + "between 0 and 65535; 0 picks a free one",
                    OnAMethod.class);
        }
    }

    @Nested
    class what_fields_say {

        static class TwoFields extends TwoTests {

            @RegisterExtension
            static final WebSocketExtension ONE = WebSocketExtension.builder().build();

            @RegisterExtension
            static final WebSocketExtension OTHER =
                    WebSocketExtension.builder().tls().build();
        }

        @Test
        void two_servers_of_one_class() {
            assertRefused(
                    "[SilentMisuseTests.what_fields_say.TwoFields.ONE] and [SilentMisuseTests.what_fields_say.TwoFields."
                            + "OTHER] both say what server the tests have. Keep one of them.",
                    TwoFields.class);
        }

        static class Base extends TwoTests {

            @RegisterExtension
            static final WebSocketExtension PLAIN = WebSocketExtension.builder().build();
        }

        static class Sub extends Base {

            @RegisterExtension
            static final WebSocketExtension SECURE =
                    WebSocketExtension.builder().tls().build();

            @Test
            void is_secure(EchoServer server) {
                assertEquals("wss", server.uri().getScheme());
            }
        }

        @Test
        void a_subclass_is_nearer_than_its_superclass() {
            assertEquals(List.of(), failures(Kit.of(Sub.class).run()));
        }

        static class OfAnotherType {

            @RegisterExtension
            static final Extension WS =
                    WebSocketExtension.builder().alias("a.example").tls().build();

            @Test
            void has_what_was_built(EchoServer server, BrowserWebSocket socket) {
                assertEquals("wss://a.example/", socket.url());
            }
        }

        @Test
        void count_whatever_their_type() {
            assertEquals(List.of(), failures(Kit.of(OfAnotherType.class).run()));
        }

        static class OfTheInstance {

            @RegisterExtension
            final WebSocketExtension ws = WebSocketExtension.builder().tls().build();

            @Connect(path = "/field")
            BrowserWebSocket socket;

            @Test
            void has_what_was_built(EchoServer server) {
                assertEquals(server.uri("/field").toString(), socket.url());
                assertTrue(socket.url().startsWith("wss:"), socket.url());
            }

            @Nested
            class Inner {

                @Test
                void has_it_too() {
                    assertTrue(socket.url().startsWith("wss:"), socket.url());
                }
            }
        }

        @Test
        void count_for_fields_of_the_same_instance() {
            assertEquals(List.of(), failures(Kit.of(OfTheInstance.class).run()));
        }

        static class WhatAnAnnotationCannotHold {

            @RegisterExtension
            static final WebSocketExtension WS = WebSocketExtension.builder()
                    .server(server -> server.behavior(silent()).tls())
                    .build();

            @Test
            void a(EchoServer server, BrowserWebSocket socket) {
                assertTrue(server.toString().endsWith(" silent()"), server::toString);
                assertTrue(socket.url().startsWith("wss:"), socket.url());
            }
        }

        @Test
        void may_say_what_no_annotation_can_hold() {
            assertEquals(
                    List.of(), failures(Kit.of(WhatAnAnnotationCannotHold.class).run()));
        }
    }

    @Nested
    class what_connect_says {

        @WithEchoServer
        static class PathAndUrl {

            @Test
            void a(@Connect(path = "/a", url = "ws://localhost:1/b") BrowserWebSocket socket) {}
        }

        @Test
        void a_path_beside_a_url() {
            assertRefused(
                    "Cannot inject BrowserWebSocket into SilentMisuseTests.what_connect_says.PathAndUrl."
                            + "a(BrowserWebSocket): @Connect has a path and a url. Write the path into the url, or leave the "
                            + "url out.",
                    PathAndUrl.class);
        }

        @WithEchoServer
        static class PathWithoutSlash {

            @Connect(path = "chat")
            BrowserWebSocket socket;

            @Test
            void a() {}
        }

        @Test
        void a_path_without_a_slash() {
            assertRefused(
                    "Cannot inject BrowserWebSocket into SilentMisuseTests.what_connect_says.PathWithoutSlash.socket: "
                            + "@Connect(path = \"chat\") does not begin with a slash. Write \"/chat\".",
                    PathWithoutSlash.class);
        }

        @WithEchoServer
        static class BeforeTheArguments {

            @ParameterizedTest
            @ValueSource(strings = "hello")
            void a(BrowserWebSocket socket, String text) {}
        }

        @Test
        void a_socket_before_the_arguments_of_a_parameterized_test() {
            assertRefused(
                    "Cannot inject BrowserWebSocket into SilentMisuseTests.what_connect_says.BeforeTheArguments."
                            + "a(BrowserWebSocket, String): @ParameterizedTest puts its first argument there. Put the "
                            + "parameter behind the arguments.",
                    BeforeTheArguments.class);
        }

        @WithEchoServer
        static class UrlAsPath {

            @Test
            void a(@Connect(path = "ws://localhost:1/chat") BrowserWebSocket socket) {}
        }

        @Test
        void a_url_as_path() {
            assertRefused(
                    "Cannot inject BrowserWebSocket into SilentMisuseTests.what_connect_says.UrlAsPath."
                            + "a(BrowserWebSocket): @Connect(path = \"ws://localhost:1/chat\") is a URL. "
                            + "Write url instead of path.",
                    UrlAsPath.class);
        }

        @WithEchoServer
        static class NoProtocol {

            @Test
            void a(@Connect(protocols = "not one") BrowserWebSocket socket) {}
        }

        @Test
        void a_subprotocol_that_is_none_names_the_place() {
            String message = Kit.onlyFailure(Kit.of(NoProtocol.class).run()).getMessage();

            assertTrue(
                    message.contains(
                            "Cannot inject BrowserWebSocket into SilentMisuseTests.what_connect_says.NoProtocol."
                                    + "a(BrowserWebSocket): "),
                    message);
        }

        @Retention(RetentionPolicy.RUNTIME)
        @Connect(path = "/chat")
        @interface Chat {}

        @WithEchoServer
        static class Composed {

            @Chat
            BrowserWebSocket field;

            @Test
            void a(@Chat BrowserWebSocket parameter, EchoServer server) {
                assertEquals(server.uri("/chat").toString(), parameter.url());
                assertEquals(server.uri("/chat").toString(), field.url());
            }
        }

        @Test
        void counts_on_an_annotation_too() {
            assertEquals(List.of(), failures(Kit.of(Composed.class).run()));
        }
    }

    @Nested
    class what_a_page_is_told {

        private final InetSocketAddress address = new InetSocketAddress(1);

        @Test
        void an_alias_twice_in_other_letters() {
            BrowserPage.Builder page = BrowserPage.builder().alias("a.example", address);

            assertEquals(
                    "the alias \"A.example\" leads to " + address + " already; give each name once",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> page.alias("A.example", new InetSocketAddress(2)))
                            .getMessage());
        }

        @Test
        void an_origin_that_is_none() {
            for (String origin : List.of("nonsense", "https://example.org/", "https://", "")) {
                assertEquals(
                        "origin \"" + origin
                                + "\" is not valid; use only scheme, host and port, such as \"https://example.org\"",
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> BrowserPage.builder().origin(origin))
                                .getMessage());
            }
            BrowserPage.builder()
                    .origin("null")
                    .origin("https://example.org:8443")
                    .origin("http://[::1]:80");
        }
    }

    @Test
    void a_misspelled_system_property_is_warned_of_with_the_nearest() {
        List<String> warnings = Warnings.during(() -> SettingNames.warnOfMisspelled(
                List.of("windsock.timeuot", "windsock.timeout", "windsock.soak.results", "java.home")));

        assertEquals(
                List.of("WARNING The system property windsock.timeuot is not known; did you mean windsock.timeout?"),
                warnings);
    }

    abstract static class TwoTests {

        @Test
        void a() {}

        @Test
        void b() {}
    }
}
