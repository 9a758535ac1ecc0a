package io.github.windsock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.server.EchoServer;
import io.github.windsock.server.ServerCertificate;
import io.github.windsock.server.WebSocketEngine;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who shares a server by its name wants the same one: else the order of the tests would decide which one they get. */
@SuppressWarnings("unused") // the samples are run by JUnit
@Execution(ExecutionMode.SAME_THREAD) // all of its tests use one name
class SharedSettingsTests {
    private static final String NAME = "shared-settings";

    abstract static class Sample {
        @Test
        void a(EchoServer server) {}
    }

    @WithEchoServer(shared = NAME)
    static class Plain extends Sample {}

    @WithEchoServer(shared = NAME, tls = true)
    static class Secure extends Sample {}

    @WithEchoServer(shared = NAME, tls = true, timeout = "3s", leftovers = Leftovers.FAIL)
    static class SecureToo extends Sample {}

    @WithEchoServer(shared = NAME, tls = true, certificate = ServerCertificate.EXPIRED)
    static class Expired extends Sample {}

    @WithEchoServer(shared = NAME, engine = WebSocketEngineOfAnother.class)
    static class OnAnotherEngine extends Sample {}

    /** Never starts, since the tests that want it are refused. */
    abstract static class WebSocketEngineOfAnother implements WebSocketEngine {}

    @WithEchoServer(shared = NAME, port = 1)
    static class OnAPort extends Sample {}

    @AfterEach
    void end() {
        EchoServer.shared(NAME).close(); // it would live as long as the JVM
    }

    static Stream<Arguments> differences() {
        return Stream.of(
                Arguments.of(Secure.class, Plain.class, "without TLS", "wants it with TLS (TRUSTED)"),
                Arguments.of(Plain.class, Secure.class, "with TLS (TRUSTED)", "wants it without TLS"),
                Arguments.of(Secure.class, Expired.class, "with TLS (EXPIRED)", "wants it with TLS (TRUSTED)"),
                Arguments.of(
                        Plain.class,
                        OnAnotherEngine.class,
                        "without TLS on WebSocketEngineOfAnother",
                        "wants it without TLS"),
                Arguments.of(Plain.class, OnAPort.class, "on port 1", "has it on port N"));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void name_both_who_differ(Class<?> first, Class<?> second, String wants, String other) {
        String message = Kit.onlyFailure(Kit.of(first, second).run()).getMessage();

        assertEquals(
                "@WithEchoServer on [SharedSettingsTests." + second.getSimpleName() + "] wants the shared server"
                        + " \"shared-settings\" " + wants + ", but @WithEchoServer on [SharedSettingsTests."
                        + first.getSimpleName() + "] " + other + ". Use the same settings everywhere, or another name.",
                message.replaceFirst("(?s)^Failed to resolve parameter .*?\\)]: ", "")
                        .replaceFirst("it on port [0-9]+", "it on port N"));
    }

    @Test
    void may_differ_in_what_is_each_tests_own() {
        assertEquals(
                List.of(), Kit.failures(Kit.of(Secure.class, SecureToo.class).run()));
    }
}
