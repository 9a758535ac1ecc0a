package io.github.windsock.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.client.BrowserPage;
import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.client.EventType;
import io.github.windsock.journal.Settings;
import io.github.windsock.junit.WebSocketExtension;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.testkit.PublicApi;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a user may call says of a null which argument it is, at once, and not later on a thread of ours. */
class NullArgumentTests {

    private static final String ROOT = "io.github.windsock";
    private static final String[] PACKAGES = {ROOT, ROOT + ".server", ROOT + ".client", ROOT + ".junit"};

    /** JUnit calls the one, the program the next, nobody else's code the rest. */
    private static final Set<String> UNCALLED =
            Set.of("WebSocketExtension", "OpenRequest", "Response", "HttpAnswer", "Text", "ServerInternals");

    private final EchoServer server = EchoServer.start();
    private final BrowserPage page =
            BrowserPage.builder().journal(server.journal()).build();
    private final BrowserWebSocket socket = page.open(server.uri());
    private final ServerConnection connection = server.awaitConnection();
    private final Attempt attempt = server.attempts().get(0);

    /** What instance methods are called on, and what stands for the other arguments. */
    private final Map<Class<?>, Object> samples = samples();

    private Map<Class<?>, Object> samples() {
        Map<Class<?>, Object> all = new LinkedHashMap<>();
        for (Object each : List.of(
                server,
                EchoServer.builder(),
                server.at("/x"),
                page,
                BrowserPage.builder(),
                socket,
                socket.inspect(),
                connection,
                attempt,
                WebSocketExtension.builder(),
                server.journal(),
                Settings.defaults(),
                new CloseStatus(1000, ""),
                Handshake.of("/", Map.of()),
                Matchers.text("x"),
                Matchers.anyRequest(),
                Message.text("x"),
                Payload.ofText("x"),
                Payload.builder(10),
                Behaviors.refuse(503),
                Behaviors.echo(),
                Behaviors.echo().times(1),
                Behaviors.on(Matchers.text("x"), Behaviors.reply("y")),
                Behaviors.inTurn(Behaviors.echo()),
                Behaviors.latency(Duration.ofMillis(1)),
                Behaviors.reply("x"),
                EventType.MESSAGE,
                Duration.ofMillis(1),
                Matchers.text("x").match(Message.text("x")),
                server.uri("/x"),
                ServerCertificate.TRUSTED,
                "/x")) {
            all.put(each.getClass(), each);
        }
        return all;
    }

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    @Test
    void every_argument_that_must_not_be_null_is_named() {
        List<String> wrong = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(PACKAGES).stream()
                        .filter(type -> List.of(PACKAGES).contains(type.getPackageName()))
                        .map(JavaClass::reflect)
                        .filter(PublicApi::isVisible)
                        .filter(type -> !UNCALLED.contains(type.getSimpleName()))
                        .flatMap(this::calls)
                        .sorted()
                        .toList();

        assertEquals(List.of(), wrong);
    }

    private Stream<String> calls(Class<?> type) {
        return Stream.of(type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .map(Executable.class::cast)
                .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic())
                .filter(each -> !Modifier.isAbstract(each.getModifiers()))
                .filter(each -> !List.of("equals", "valueOf").contains(each.getName()))
                .flatMap(each -> calls(type, each));
    }

    private Stream<String> calls(Class<?> type, Executable executable) {
        Object on = samples.containsKey(type) ? samples.get(type) : sample(type);
        Parameter[] parameters = executable.getParameters();
        return IntStream.range(0, parameters.length)
                .filter(i -> !parameters[i].getType().isPrimitive())
                .filter(i -> !parameters[i].getAnnotatedType().isAnnotationPresent(Nullable.class))
                .mapToObj(i -> wrong(on, executable, i))
                .flatMap(Optional::stream);
    }

    private Optional<String> wrong(@Nullable Object on, Executable executable, int nulled) {
        Parameter[] parameters = executable.getParameters();
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == nulled ? null : sample(parameters[i].getType());
        }
        String said = outcome(on, executable, arguments);
        String name = parameters[nulled].getName();
        return said.equals("NullPointerException: " + name + " must not be null")
                ? Optional.empty()
                : Optional.of(name(executable) + " with " + name + " = null: " + said);
    }

    private static String name(Executable executable) {
        return Stream.of(executable.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(
                        ", ", executable.getDeclaringClass().getSimpleName() + "." + executable.getName() + "(", ")"));
    }

    private static String outcome(@Nullable Object on, Executable executable, Object... arguments) {
        try {
            if (executable instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                ((Method) executable).invoke(on, arguments);
            }
            return "nothing";
        } catch (InvocationTargetException e) {
            return e.getCause().getClass().getSimpleName() + ": " + e.getCause().getMessage();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "not called: " + e;
        }
    }

    private @Nullable Object sample(Class<?> type) {
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        return samples.values().stream()
                .filter(type::isInstance)
                .findFirst()
                .orElseGet(() -> type.isInterface() ? standIn(type) : null);
    }

    private static Object standIn(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }
}
