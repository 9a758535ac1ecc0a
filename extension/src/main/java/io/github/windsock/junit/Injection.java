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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterContext;

/** The types that are injected, and the places: parameters and fields are handled in the same way. */
final class Injection {

    /** Whether an annotation makes a test parameterized; cached, because each test asks. */
    private static final ClassValue<Boolean> PARAMETERIZED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> annotation) {
            boolean found = isParameterized(annotation);
            for (Annotation meta : annotation.getAnnotations()) {
                found |= isParameterized(meta.annotationType());
            }
            return found;
        }
    };

    static final AnnotationSearch<Connect> CONNECT = new AnnotationSearch<>(Connect.class);

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
                if (PARAMETERIZED.get(each.annotationType())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Compares the name, since the user may not have that jar. */
    private static boolean isParameterized(Class<?> annotation) {
        return annotation.getName().equals("org.junit.jupiter.params.ParameterizedTest");
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
            Optional<Connect> connect = CONNECT.on(parameter.getParameter());
            return new InjectionPoint(
                    parameter.getParameter().getType(),
                    ConnectOptions.of(connect),
                    connect.isPresent(),
                    parameter.getDeclaringExecutable());
        }

        /** Returns why nothing can be injected here, null if something can; called before anything is started. */
        @Nullable
        String refusal(Declaration declaration) {
            String connect = isConnected ? connectRefusal() : null;
            String why = connect == null ? typeRefusal(declaration) : connect;
            return why == null ? null : refusal(why);
        }

        /** Tells what is wrong with {@code @Connect}. */
        private @Nullable String connectRefusal() {
            if (type != BrowserWebSocket.class && !isReadyClient(type)) {
                return "@Connect is for a BrowserWebSocket, or for Java-WebSocket's WebSocketClient. "
                        + "Change the type, or leave the annotation out.";
            }
            if (isReadyClient(type) && !connection.page().name().isEmpty()) {
                return "a client of Java-WebSocket belongs to no page. Leave the page out.";
            }
            if (connection.isForeign() && !connection.path().equals("/")) {
                return "@Connect has a path and a url. Write the path into the url, or leave the url out.";
            }
            if (!connection.path().startsWith("/")) {
                return "@Connect(path = " + Text.quote(connection.path()) + ") "
                        + (connection.path().contains("://")
                                ? "is a URL. Write url instead of path."
                                : "does not begin with a slash. Write \"/" + connection.path() + "\".");
            }
            return null;
        }

        /** Tells why there is nothing of this type here. */
        private @Nullable String typeRefusal(Declaration declaration) {
            if (!isInjected(type)) {
                return "only EchoServer, TestClock, BrowserPage, BrowserWebSocket, Journal and Java-WebSocket's "
                        + "WebSocketClient are injected. Change the type, or leave @Injected out.";
            }
            if (needsServer() && !declaration.hasServer()) {
                return "neither it nor a class around it is annotated with @WithEchoServer. "
                        + "Add the annotation"
                        + (type == EchoServer.class || type == TestClock.class
                                ? "."
                                : ", or name a server with @Connect(url = \"ws://…\").");
            }
            if (type == TestClock.class && declaration.said().isShared()) {
                return "the server is shared, so that its time is not this test's alone. Leave shared out.";
            }
            return null;
        }

        String refusal(String why) {
            return "Cannot inject " + type.getSimpleName() + " into " + Titles.of(where) + ": " + why;
        }

        private boolean needsServer() {
            return type == EchoServer.class
                    || type == TestClock.class
                    || ((type == BrowserWebSocket.class || isReadyClient(type)) && !connection.isForeign());
        }

        Object resolve(Scope scope) {
            try {
                return find(scope);
            } catch (IllegalArgumentException | DomException e) { // from the values of @Connect
                throw new ExtensionConfigurationException(refusal(e.getMessage() + "."), e);
            }
        }

        private Object find(Scope scope) {
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
