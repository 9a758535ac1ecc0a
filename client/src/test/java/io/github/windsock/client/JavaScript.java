package io.github.windsock.client;

import io.github.windsock.internal.wire.Utf8Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A page whose scripts are JavaScript, with {@code WebSocket} bound to this room's client. */
final class JavaScript implements AutoCloseable {
    private final BrowserPage page;
    private final Context context;

    JavaScript(BrowserPage page) {
        this.page = page;
        context = Context.newBuilder("js")
                .allowHostAccess(HostAccess.ALL)
                .option("engine.WarnInterpreterOnly", "false")
                .build();
        context.getBindings("js").putMember("host", new PageObject(page));
        eval(resource("websocket.js"));
    }

    /** Evaluates the script in a task of the page's loop. */
    <T> T eval(String script, Class<T> type) {
        CompletableFuture<T> result = new CompletableFuture<>();
        page.run(() -> {
            try {
                Value value = context.eval(Source.create("js", script));
                result.complete(type == Void.class ? null : value.as(type));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the script failed: " + script, e);
        }
    }

    void eval(String script) {
        eval(script, Void.class);
    }

    void bind(String name, Object value) {
        context.getBindings("js").putMember(name, value);
    }

    static String resource(String name) {
        try (InputStream in = JavaScript.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** What {@code websocket.js} calls. */
    public static final class PageObject {
        private final BrowserPage page;

        PageObject(BrowserPage page) {
            this.page = page;
        }

        public BrowserWebSocket open(String url, List<String> protocols) {
            return page.open(url, List.copyOf(protocols), socket -> {});
        }

        public String domErrorName(Throwable error) {
            return error instanceof DomException dom ? dom.name() : "";
        }

        public void send(BrowserWebSocket socket, Value buffer, int from, int length) {
            byte[] bytes = new byte[length];
            buffer.readBuffer(from, bytes, 0, length);
            socket.send(bytes);
        }

        /** The standard checks a reason that comes without a code, and has no place for it in the frame. */
        public void close(BrowserWebSocket socket, @Nullable String reason) {
            if (reason != null && Utf8Validator.encode(reason).length > 123) {
                socket.close(1000, reason);
            }
            socket.close();
        }

        public void binaryType(BrowserWebSocket socket, String type) {
            Arrays.stream(BinaryType.values())
                    .filter(known -> known.toString().equals(type))
                    .forEach(socket::binaryType);
        }

        public int[] bytes(Shown event) {
            byte[] bytes = event.bytes();
            int[] result = new int[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                result[i] = bytes[i] & 0xFF;
            }
            return result;
        }

        public Consumer<SocketEvent> listener(Value function) {
            return event -> function.executeVoid(event instanceof MessageEvent message ? new Shown(message) : event);
        }

        @SuppressWarnings("unchecked") // the script hands over nothing else
        public void on(BrowserWebSocket socket, String type, @Nullable Object listener) {
            Consumer<SocketEvent> handler = (Consumer<SocketEvent>) listener;
            switch (type) {
                case "open" -> socket.onOpen(handler);
                case "message" -> socket.onMessage(handler);
                case "error" -> socket.onError(handler);
                default -> socket.onClose(handler);
            }
        }

        @SuppressWarnings("unchecked") // the script hands over nothing else
        public void add(BrowserWebSocket socket, String type, Object listener, boolean once) {
            Consumer<SocketEvent> added = (Consumer<SocketEvent>) listener;
            if (once) {
                socket.addEventListenerOnce(type(type), added);
            } else {
                socket.addEventListener(type(type), added);
            }
        }

        @SuppressWarnings("unchecked") // the script hands over nothing else
        public void remove(BrowserWebSocket socket, String type, Object listener) {
            socket.removeEventListener(type(type), (Consumer<SocketEvent>) listener);
        }

        private static EventType<?> type(String name) {
            return switch (name) {
                case "open" -> EventType.OPEN;
                case "message" -> EventType.MESSAGE;
                case "error" -> EventType.ERROR;
                default -> EventType.CLOSE;
            };
        }
    }

    /** A message event whose text may be asked for whatever it is. */
    public record Shown(MessageEvent event) {
        public String origin() {
            return event.origin();
        }

        public @Nullable String text() {
            return event.isText() ? event.text() : null;
        }

        public String binaryType() {
            return event.binaryType().toString();
        }

        public byte[] bytes() {
            return event.bytes();
        }
    }
}
