package io.github.windsock.server.jetty;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A knock as Jetty's HTTP hears it. */
final class HttpKnock implements Knock {
    private final Engine engine;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final EndPoint endPoint;
    private final DoorEndPoint tcp;
    private final Map<String, List<String>> headers;
    private final String target;
    private final AtomicBoolean answered = new AtomicBoolean();

    HttpKnock(
            Engine engine, Request request, Response response, Callback callback, EndPoint endPoint, DoorEndPoint tcp) {
        this.engine = engine;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.endPoint = endPoint;
        this.tcp = tcp;
        this.headers = copyOf(request);
        this.target = request.getHttpURI().getPathQuery();
    }

    private static Map<String, List<String>> copyOf(Request request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue() == null ? "" : field.getValue();
            headers.computeIfAbsent(field.getName(), name -> new ArrayList<>()).add(value);
        }
        return Collections.unmodifiableMap(headers);
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public String version() {
        return request.getConnectionMetaData().getProtocol();
    }

    @Override
    public Map<String, List<String>> headers() {
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

    @Override
    public Link prepare(@Nullable Deflation deflation, Link.Listener listener) {
        FrameConnection link = new FrameConnection(endPoint, tcp, engine, deflation, listener);
        tcp.linkTo(link);
        return link;
    }

    @Override
    public void accept(Map<String, List<String>> headers, Link link) {
        beginAnswer();
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, link);
        respond(101, headers);
        response.write(true, null, callback);
    }

    @Override
    public void refuse(int status, Map<String, List<String>> headers, byte[] body) {
        beginAnswer();
        respond(status, headers);
        if (!response.getHeaders().contains(HttpHeader.CONNECTION)) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private void respond(int status, Map<String, List<String>> headers) {
        response.setStatus(status);
        headers.forEach(
                (name, values) -> values.forEach(value -> response.getHeaders().add(name, value)));
    }

    @Override
    public void write(ByteBuffer bytes, Runnable written) {
        beginAnswer();
        endPoint.write(Callback.from(written, failure -> endPoint.close()), bytes);
    }

    @Override
    public void hangUp() {
        answered.set(true);
        endPoint.close();
    }

    @Override
    public void reset() {
        answered.set(true);
        tcp.sendReset();
    }

    private void beginAnswer() {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("the attempt for " + target() + " has been answered already");
        }
    }
}
