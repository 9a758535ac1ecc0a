package io.github.windsock.junit;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.client.DomException;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Journal;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.TestClock;
import io.github.windsock.server.internal.ServerInternals;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/** The types that are injected, and the places: parameters and fields are handled in the same way. */
final class Injection {

    private Injection() {}

    static boolean isInjected(Class<?> type) {
        return type == EchoServer.class
                || type == TestClock.class
                || type == BrowserPage.class
                || type == BrowserWebSocket.class
                || type == Journal.class
                || isReadyClient(type);
    }

    /**
     * Returns whether JUnit would report that two extensions compete for a parameter, without a hint at the solution.
     */
    static boolean isInPlaceOfArgument(ParameterContext parameter) {
        if (parameter.getIndex() == 0) {
            for (Annotation each : parameter.getDeclaringExecutable().getAnnotations()) {
                if (isParameterized(each) || isParameterizedItself(each)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Compares the name, since the user may not have that jar. */
    private static boolean isParameterized(Annotation each) {
        return each.annotationType().getName().equals("org.junit.jupiter.params.ParameterizedTest");
    }

    private static boolean isParameterizedItself(Annotation each) {
        for (Annotation meta : each.annotationType().getAnnotations()) {
            if (isParameterized(meta)) {
                return true;
            }
        }
        return false;
    }

    /** Compares the name here, since the verifier of {@code ReadyClient} loads ten classes. */
    private static boolean isReadyClient(Class<?> type) {
        return type.getName().equals("org.java_websocket.client.WebSocketClient");
    }

    /**
     * A parameter or field that is injected.
     *
     * @param type the exact type of the parameter or field
     * @param connection how a socket connects
     * @param isConnected whether the place has {@link Connect}
     * @param where the parameter's method or constructor, or the field
     */
    record InjectionPoint(Class<?> type, ConnectOptions connection, boolean isConnected, AnnotatedElement where) {

        static InjectionPoint of(ParameterContext parameter) {
            Optional<Connect> connect = parameter.findAnnotation(Connect.class);
            return new InjectionPoint(
                    parameter.getParameter().getType(),
                    ConnectOptions.of(connect),
                    connect.isPresent(),
                    parameter.getDeclaringExecutable());
        }

        /** Returns why nothing can be injected here; called before anything is started. */
        Optional<String> refusal(ExtensionContext context) {
            return connectRefusal().or(() -> typeRefusal(context)).map(this::refusal);
        }

        /** Tells what is wrong with {@code @Connect}. */
        private Optional<String> connectRefusal() {
            boolean isReadyClient = isReadyClient(type);
            if (isConnected && type != BrowserWebSocket.class && !isReadyClient) {
                return Optional.of("@Connect is for a BrowserWebSocket, or for Java-WebSocket's WebSocketClient. "
                        + "Change the type, or leave the annotation out.");
            }
            if (isReadyClient && !connection.page().name().isEmpty()) {
                return Optional.of("a client of Java-WebSocket belongs to no page. Leave the page out.");
            }
            if (connection.isForeign() && !connection.path().equals("/")) {
                return Optional.of("@Connect has a path and a url. Write the path into the url, or leave the url out.");
            }
            if (!connection.path().startsWith("/")) {
                return Optional.of("@Connect(path = " + Text.quote(connection.path()) + ") "
                        + (connection.path().contains("://")
                                ? "is a URL. Write url instead of path."
                                : "does not begin with a slash. Write \"/" + connection.path() + "\"."));
            }
            return Optional.empty();
        }

        /** Tells why there is nothing of this type here. */
        private Optional<String> typeRefusal(ExtensionContext context) {
            if (!isInjected(type)) {
                return Optional.of(
                        "only EchoServer, TestClock, BrowserPage, BrowserWebSocket, Journal and Java-WebSocket's "
                                + "WebSocketClient are injected. Change the type, or leave @Injected out.");
            }
            if (needsServer() && !Declaration.of(context).hasServer()) {
                return Optional.of("neither it nor a class around it is annotated with @WithEchoServer. "
                        + "Add the annotation"
                        + (type == EchoServer.class || type == TestClock.class
                                ? "."
                                : ", or name a server with @Connect(url = \"ws://…\")."));
            }
            if (type == TestClock.class && Declaration.of(context).said().isShared()) {
                return Optional.of(
                        "the server is shared, so that its time is not this test's alone. Leave shared out.");
            }
            return Optional.empty();
        }

        String refusal(String why) {
            return "Cannot inject " + type.getSimpleName() + " into " + Titles.of(where) + ": " + why;
        }

        private boolean needsServer() {
            return type == EchoServer.class
                    || type == TestClock.class
                    || ((type == BrowserWebSocket.class || isReadyClient(type)) && !connection.isForeign());
        }

        Object resolve(ExtensionContext context) {
            try {
                return find(context);
            } catch (IllegalArgumentException | DomException e) { // from the values of @Connect
                throw new ExtensionConfigurationException(refusal(e.getMessage() + "."), e);
            }
        }

        private Object find(ExtensionContext context) {
            Scope scope = Scopes.of(context);
            if (type == EchoServer.class) {
                return scope.server();
            }
            if (type == TestClock.class) {
                return ServerInternals.clock(scope.server())
                        .orElseThrow(() -> new ExtensionConfigurationException(refusal(
                                "the server runs in real time since before anybody asked for its clock. Ask for it in"
                                        + " the class to which the server belongs.")));
            }
            if (type == BrowserPage.class) {
                return scope.page(ConnectOptions.PageName.DEFAULT);
            }
            if (isReadyClient(type)) {
                return scope.connectReadyClient(connection);
            }
            return type == Journal.class ? scope.journal() : scope.connect(connection);
        }
    }
}
