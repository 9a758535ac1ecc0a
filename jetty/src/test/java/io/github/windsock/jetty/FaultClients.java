package io.github.windsock.jetty;

import io.github.windsock.client.BrowserPage;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketConnectOptions;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.glassfish.tyrus.client.ClientManager;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import reactor.core.publisher.Mono;

/** Eight clients, each as its documentation shows it: connects, says hello, and tells all that it is told. */
final class FaultClients implements AutoCloseable {

    /** A way to connect. */
    interface FaultClient {
        void connect(URI uri, FaultCell cell) throws Exception;
    }

    private final BrowserPage page = BrowserPage.builder().build();
    private final HttpClient jdk = HttpClient.newHttpClient();
    private final OkHttpClient okHttp = new OkHttpClient();
    private final WebSocketClient jetty = new WebSocketClient();
    private final Vertx vertx = Vertx.vertx();
    private final io.vertx.core.http.WebSocketClient vertxClient =
            vertx.createWebSocketClient(); // one that is forgotten is closed

    /** Returns the clients by their names, in the order of the page. */
    Map<String, FaultClient> all() throws Exception {
        jetty.start();
        Map<String, FaultClient> clients = new LinkedHashMap<>();
        clients.put("BrowserWebSocket", (uri, cell) -> browser(page, uri, cell));
        clients.put("JDK", (uri, cell) -> jdk(jdk, uri, cell));
        clients.put("OkHttp", (uri, cell) -> okHttp(okHttp, uri, cell));
        clients.put(
                "Jetty", (uri, cell) -> jetty.connect(new JettySide(cell), uri).exceptionally(cell::failed));
        clients.put("Tyrus", FaultClients::tyrus);
        clients.put("Reactor Netty", FaultClients::reactorNetty);
        clients.put("Vert.x", (uri, cell) -> vertx.runOnContext(onItsThread -> vertx(vertxClient, uri, cell)));
        clients.put("Spring", FaultClients::spring);
        return clients;
    }

    @Override
    public void close() {
        page.close();
        okHttp.dispatcher().executorService().shutdownNow();
        LifeCycle.stop(jetty);
        vertx.close().await();
    }

    private static void browser(BrowserPage page, URI uri, FaultCell cell) {
        page.open(uri.toString(), socket -> {
            socket.onOpen(event -> {
                cell.open();
                socket.send("hello");
            });
            socket.onMessage(event -> cell.message());
            socket.onError(event -> cell.add("error"));
            socket.onClose(event -> cell.closed(event.code()));
        });
    }

    private static void jdk(HttpClient client, URI uri, FaultCell cell) {
        client.newWebSocketBuilder()
                .buildAsync(uri, new java.net.http.WebSocket.Listener() {
                    @Override
                    public void onOpen(java.net.http.WebSocket socket) {
                        cell.open();
                        socket.sendText("hello", true);
                        socket.request(Long.MAX_VALUE);
                    }

                    @Override
                    public CompletionStage<?> onText(java.net.http.WebSocket socket, CharSequence data, boolean last) {
                        cell.message();
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onBinary(java.net.http.WebSocket socket, ByteBuffer data, boolean last) {
                        cell.message();
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(java.net.http.WebSocket socket, int code, String reason) {
                        cell.closed(code);
                        return null;
                    }

                    @Override
                    public void onError(java.net.http.WebSocket socket, Throwable error) {
                        cell.failed(error);
                    }
                })
                .exceptionally(cell::failed);
    }

    private static void okHttp(OkHttpClient client, URI uri, FaultCell cell) {
        client.newWebSocket(new Request.Builder().url(uri.toString()).build(), new WebSocketListener() {
            @Override
            public void onOpen(okhttp3.WebSocket socket, Response response) {
                cell.open();
                socket.send("hello");
            }

            @Override
            public void onMessage(okhttp3.WebSocket socket, String text) {
                cell.message();
            }

            @Override
            public void onMessage(okhttp3.WebSocket socket, ByteString bytes) {
                cell.message();
            }

            @Override
            public void onClosing(okhttp3.WebSocket socket, int code, String reason) {
                socket.close(code == 1005 ? 1000 : code, null);
            }

            @Override
            public void onClosed(okhttp3.WebSocket socket, int code, String reason) {
                cell.closed(code);
            }

            @Override
            public void onFailure(okhttp3.WebSocket socket, Throwable error, Response response) {
                cell.failed(error);
            }
        });
    }

    /** Public for Jetty, which calls it by reflection. */
    public static final class JettySide implements org.eclipse.jetty.websocket.api.Session.Listener.AutoDemanding {
        private final FaultCell cell;

        JettySide(FaultCell cell) {
            this.cell = cell;
        }

        @Override
        public void onWebSocketOpen(org.eclipse.jetty.websocket.api.Session session) {
            cell.open();
            session.sendText("hello", Callback.NOOP);
        }

        @Override
        public void onWebSocketText(String text) {
            cell.message();
        }

        @Override
        public void onWebSocketBinary(ByteBuffer bytes, Callback callback) {
            cell.message();
            callback.succeed();
        }

        @Override
        public void onWebSocketError(Throwable error) {
            cell.add(FaultCell.nameOf(error));
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            cell.closed(code);
            callback.succeed();
        }
    }

    private static void tyrus(URI uri, FaultCell cell) {
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(jakarta.websocket.Session session, EndpointConfig config) {
                cell.open();
                session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> cell.message());
                session.getAsyncRemote().sendText("hello");
            }

            @Override
            public void onError(jakarta.websocket.Session session, Throwable error) {
                cell.add(FaultCell.nameOf(error));
            }

            @Override
            public void onClose(jakarta.websocket.Session session, CloseReason reason) {
                cell.closed(reason.getCloseCode().getCode());
            }
        };
        CompletableFuture.supplyAsync(() -> connect(endpoint, uri)).exceptionally(cell::failed);
    }

    private static jakarta.websocket.Session connect(Endpoint endpoint, URI uri) {
        try {
            return ClientManager.createClient()
                    .connectToServer(
                            endpoint, ClientEndpointConfig.Builder.create().build(), URI.create(uri + "/"));
        } catch (DeploymentException | IOException e) {
            throw new CompletionException(e);
        }
    }

    private static void reactorNetty(URI uri, FaultCell cell) {
        reactor.netty.http.client.HttpClient.create()
                .websocket()
                .uri(uri.toString())
                .handle((in, out) -> {
                    cell.open();
                    in.receiveCloseStatus().subscribe(status -> cell.closed(status.code()), error -> {});
                    return out.sendString(Mono.just("hello"))
                            .then()
                            .thenMany(in.receive().doOnNext(bytes -> cell.message()))
                            .then();
                })
                .then()
                .subscribe(nothing -> {}, cell::failed, () -> cell.end("completes"));
    }

    /** On the event loop, since Vert.x drops what arrives before the handlers are set. */
    private static void vertx(io.vertx.core.http.WebSocketClient client, URI uri, FaultCell cell) {
        WebSocketConnectOptions where = new WebSocketConnectOptions()
                .setHost(uri.getHost())
                .setPort(uri.getPort())
                .setURI("/");
        client.connect(where)
                .onSuccess(socket -> {
                    cell.open();
                    socket.textMessageHandler(text -> cell.message());
                    socket.binaryMessageHandler(bytes -> cell.message());
                    socket.exceptionHandler(error -> cell.add(FaultCell.nameOf(error)));
                    socket.closeHandler(
                            nothing -> cell.closed(socket.closeStatusCode() == null ? 1006 : socket.closeStatusCode()));
                    socket.writeTextMessage("hello");
                })
                .onFailure(cell::failed);
    }

    /** Spring takes whatever container the class path has; this is the one of the page. */
    private static void spring(URI uri, FaultCell cell) {
        StandardWebSocketClient client = new StandardWebSocketClient(ClientManager.createClient());
        client.execute(
                        new AbstractWebSocketHandler() {
                            @Override
                            public void afterConnectionEstablished(WebSocketSession session) throws Exception {
                                cell.open();
                                session.sendMessage(new TextMessage("hello"));
                            }

                            @Override
                            public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
                                cell.message();
                            }

                            @Override
                            public void handleTransportError(WebSocketSession session, Throwable error) {
                                cell.add(FaultCell.nameOf(error));
                            }

                            @Override
                            public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
                                cell.closed(status.getCode());
                            }
                        },
                        uri + "/")
                .exceptionally(cell::failed);
    }
}
