package io.github.windsock.jetty;

import static io.github.windsock.Matchers.bodyContaining;
import static io.github.windsock.Matchers.header;
import static io.github.windsock.Matchers.request;
import static io.github.windsock.ReadyState.OPEN;
import static io.github.windsock.assertions.WebSocketAssertions.assertReadyState;
import static io.github.windsock.assertions.WebSocketAssertions.assertReceived;
import static io.github.windsock.assertions.WebSocketAssertions.await;
import static io.github.windsock.jetty.HttpBeside.assertRequested;
import static io.github.windsock.jetty.HttpReply.respond;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.server.internal.engine.ListeningPort;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;

/** HTTP on the port of a server, on the double and on Jetty. */
class HttpBesideTests {

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> send(EchoServer server, String method, String target, String body) throws Exception {
        URI uri = URI.create(server.httpUri().toString().replaceAll("/$", "") + target);
        HttpRequest.BodyPublisher content =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(method, content)
                        .header("Authorization", "Bearer abc")
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource
    void is_answered_and_recorded(TestedEngine engine) throws Exception {
        try (EchoServer server = engine.start()) {
            HttpBeside.of(server)
                    .get("/info", respond(200).json("{\"websocket\":true}").header("X-Own", "1"))
                    .post("/negotiate/*", respond(201).text("yes"));

            HttpResponse<String> info = send(server, "GET", "/info?t=1", "");
            HttpResponse<String> posted = send(server, "POST", "/negotiate/x", "a".repeat(100_000));

            assertEquals("200 {\"websocket\":true}", info.statusCode() + " " + info.body());
            assertEquals(List.of("application/json"), info.headers().allValues("content-type"));
            assertEquals(List.of("1"), info.headers().allValues("x-own"));
            assertEquals("201 yes", posted.statusCode() + " " + posted.body());
            RecordedRequest asked =
                    assertRequested(request("GET", "/info").and(header("authorization", "Bearer abc")), server);
            assertEquals("/info?t=1", asked.target());
            assertEquals(
                    100_000,
                    assertRequested(request("POST", "/negotiate/x").and(bodyContaining("aaa")), server)
                            .body()
                            .size());
            assertTrue(server.journal().timeline().toString().contains("GET /info?t=1"));
            assertEquals(2, HttpBeside.of(server).requests().size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaves_the_socket_alone(TestedEngine engine) throws Exception {
        try (EchoServer server = engine.start();
                BrowserPage page =
                        BrowserPage.builder().journal(server.journal()).build()) {
            HttpBeside.of(server).get("/info", respond(200).json("{}"));
            send(server, "GET", "/info", "");

            BrowserWebSocket socket = page.open(server.uri("/info"));
            assertReadyState(OPEN, socket);
            socket.send("hello");

            assertReceived("hello", socket);
            assertEquals(426, send(server, "GET", "/elsewhere", "").statusCode());
            assertEquals(200, send(server, "GET", "/info", "").statusCode());
        }
    }

    /** Answers with what it was sent. */
    private static final class Named extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String answer = "mounted for " + Content.Source.asString(request);
            response.write(true, ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void mounts_a_handler_of_jetty(TestedEngine engine) throws Exception {
        try (EchoServer server = engine.start()) {
            HttpBeside.of(server).mount("/login", new Named());

            assertEquals(
                    "mounted for secret",
                    send(server, "PUT", "/login", "secret").body());
            assertRequested(request("PUT", "/login").and(bodyContaining("secret")), server);
            String timeline = server.journal().timeline().toString();
            assertTrue(timeline.contains("answered by the handler of /login"), timeline);
        }
    }

    /** All that has been read of in one turn of the selector, while the first of it is handed over. */
    @ParameterizedTest
    @EnumSource
    void requests_that_come_at_once_are_all_answered(TestedEngine engine) throws Exception {
        List<Socket> clients = new ArrayList<>();
        CountDownLatch held = new CountDownLatch(1);
        try (EchoServer server = engine.start()) {
            HttpBeside.of(server).get("/info", respond(200).text("yes"));
            for (int i = 0; i < 20; i++) {
                clients.add(new Socket(InetAddress.getByName("127.0.0.1"), server.port()));
            }
            ListeningPort port = ServerInternals.port(server);
            await(server).until(() -> port.connections(remote -> true) == clients.size());
            port.schedule(Duration.ZERO, () -> awaitQuietly(held));
            for (Socket client : clients) {
                client.setSoTimeout(60_000);
                client.getOutputStream()
                        .write("GET /info HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            held.countDown();
            for (Socket client : clients) {
                byte[] status = client.getInputStream().readNBytes("HTTP/1.1 200".length());
                assertEquals("HTTP/1.1 200", new String(status, StandardCharsets.US_ASCII));
            }
        } finally {
            held.countDown();
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void over_tls_takes_the_engine() throws Exception {
        try (EchoServer secure = EchoServer.builder().tls().start();
                EchoServer jetty =
                        EchoServer.builder().tls().engine(JettyEngine.class).start()) {
            HttpBeside.of(secure).get("/info", respond(200).text("yes"));
            HttpBeside.of(jetty).get("/info", respond(200).text("yes"));

            assertEquals(
                    "HTTP beside the socket over TLS takes a server with engine = JettyEngine.class; GET /info came over TLS\n",
                    overTls(secure));
            assertEquals("yes", overTls(jetty));
        }
    }

    private static String overTls(EchoServer server) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(server.sslContext())
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/info"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void a_request_that_does_not_come_fails_with_what_did() throws Exception {
        Journal hasty = Recorder.create(Settings.defaults().withTimeout(Duration.ofMillis(100)));
        try (EchoServer server = EchoServer.builder().journal(hasty).start()) {
            HttpBeside.of(server).get("/info", respond(200));
            send(server, "GET", "/info", "");

            AssertionFailedError e = assertThrows(
                    AssertionFailedError.class, () -> assertRequested(request("POST", "/negotiate"), server));

            assertTrue(e.getMessage().startsWith("""
                            the server was not asked for request("POST", "/negotiate")
                            expected: <request("POST", "/negotiate")>  but was: <[GET /info]>  (after 100 ms; of the nearest, the path is /info)
                            """), e.getMessage());
        }
    }

    @Test
    void a_path_begins_with_a_slash() {
        try (EchoServer server = EchoServer.start()) {
            HttpBeside beside = HttpBeside.of(server);

            assertEquals(
                    "path info does not begin with /; write it as /info",
                    assertThrows(IllegalArgumentException.class, () -> beside.get("info", respond(200)))
                            .getMessage());
        }
    }
}
