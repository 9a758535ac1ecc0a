package io.github.windsock.jetty.internal;

import io.github.windsock.internal.wire.HttpHeaders;
import io.github.windsock.server.internal.engine.HttpExchange;
import io.github.windsock.server.internal.engine.Link;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;

/** A request to Jetty, which waits for its answer without blocking a thread. */
final class JettyExchange implements HttpExchange {
    private static final String DEFLATE = "permessage-deflate";
    private static final Set<String> JETTYS = Set.of(
            "connection", "upgrade", "sec-websocket-accept", "sec-websocket-extensions", "sec-websocket-protocol");

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final JettyPort port;
    private final HttpHeaders headers;
    private final AtomicBoolean answered = new AtomicBoolean();
    private boolean compresses;

    JettyExchange(Request request, Response response, Callback callback, JettyPort port) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.port = port;
        HttpHeaders.Builder all = HttpHeaders.builder();
        for (HttpField field : request.getHeaders()) {
            all.add(field.getName(), String.valueOf(field.getValue()));
        }
        headers = all.build();
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String target() {
        return request.getHttpURI().getPathQuery();
    }

    @Override
    public String version() {
        return request.getConnectionMetaData().getHttpVersion().asString();
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public InetSocketAddress remote() {
        return (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress();
    }

    @Override
    public boolean isSecure() {
        return request.isSecure();
    }

    /** Jetty notices a client that has left only when it writes. */
    @Override
    public void onDisconnect(Runnable task) {
        request.addFailureListener(failure -> task.run());
    }

    /** Jetty negotiates later; this predicts its answer. */
    @Override
    public String agreeOnCompression() {
        compresses = headers.getOrDefault("Sec-WebSocket-Extensions", List.of()).stream()
                .anyMatch(offers -> offers.toLowerCase(Locale.ROOT).contains(DEFLATE));
        return compresses ? DEFLATE : "";
    }

    @Override
    public Link prepare(Link.Listener listener) {
        PortEndPoint endPoint = PortEndPoint.of(request);
        endPoint.links();
        return new JettyLink(listener, port, endPoint);
    }

    @Override
    public void accept(Map<String, List<String>> answer, Link link) {
        beginAnswer();
        JettyLink endpoint = (JettyLink) link;
        try {
            boolean isUpgraded = port.host()
                    .container()
                    .upgrade(
                            (asked, answering, done) -> open(answering, answer, endpoint), request, response, callback);
            if (!isUpgraded) {
                endpoint.failed(new IllegalStateException("Jetty did not upgrade the request for " + target()));
                Response.writeError(request, response, callback, 400);
            }
        } catch (Exception e) {
            endpoint.failed(e);
            callback.failed(e);
        }
    }

    private Object open(ServerUpgradeResponse answering, Map<String, List<String>> answer, JettyLink endpoint) {
        if (!compresses) {
            answering.setExtensions(List.of());
        }
        answer.getOrDefault("Sec-WebSocket-Protocol", List.of()).forEach(answering::setAcceptedSubProtocol);
        answer.forEach((name, values) -> {
            if (!JETTYS.contains(name.toLowerCase(Locale.ROOT))) {
                answering.getHeaders().put(name, values);
            }
        });
        return endpoint;
    }

    /** Lets a handler of Jetty answer. */
    void handle(PlainHandler handler) {
        beginAnswer();
        handler.handle(request, response, callback);
    }

    /** A handler of Jetty that throws no checked exceptions. */
    interface PlainHandler {
        void handle(Request request, Response response, Callback callback);
    }

    JettyHost host() {
        return port.host();
    }

    @Override
    public void refuse(int status, Map<String, List<String>> answer, byte[] body) {
        beginAnswer();
        response.setStatus(status);
        answer.forEach((name, values) -> response.getHeaders().put(name, values));
        if (!answer.containsKey("Connection")) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    @Override
    public void reset() {
        beginAnswer();
        PortEndPoint.of(request).endByReset();
        callback.failed(new EofException("the server reset the connection"));
    }

    @Override
    public void drop() {
        beginAnswer();
        PortEndPoint.of(request).close();
        callback.failed(new EofException("the server dropped the connection"));
    }

    private void beginAnswer() {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("the attempt for " + target() + " has been answered already");
        }
    }
}
