package io.github.windsock.junit;

import static io.github.windsock.junit.FaultLevel.FRAME;
import static io.github.windsock.junit.FaultLevel.HANDSHAKE;
import static io.github.windsock.junit.FaultLevel.TRANSPORT;
import static io.github.windsock.junit.Kit.onlyFailure;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.inTurn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.windsock.server.EchoServer;
import io.github.windsock.server.Fault;
import io.github.windsock.server.FrameFault;
import io.github.windsock.server.HandshakeFault;
import io.github.windsock.server.TransportFault;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Event;

/** A test that is run with every fault: with which, under which name, and what is refused. */
@SuppressWarnings("unused") // the samples are run by JUnit
class EveryFaultTests {

    private static List<String> names(Class<?> sample) {
        EngineExecutionResults results = Kit.of(sample).run();
        assertEquals(List.of(), Kit.failures(results));
        return results.testEvents().succeeded().stream()
                .map(Event::getTestDescriptor)
                .map(descriptor -> descriptor.getDisplayName())
                .toList();
    }

    private static List<String> numbered(List<? extends Fault> faults) {
        return IntStream.range(0, faults.size())
                .mapToObj(i -> "[" + (i + 1) + "] " + faults.get(i))
                .toList();
    }

    @Nested
    class runs_with {

        @WithEchoServer
        static class All {

            @EveryFault
            void a(EchoServer server, Fault fault) {
                server.behave(inTurn(fault, echo()));
            }
        }

        @Test
        void each_fault_by_its_name_beside_what_is_injected() {
            assertEquals(numbered(Fault.all(Fault.class)), names(All.class));
        }

        static class OneLevel {

            @EveryFault(TRANSPORT)
            void a(Fault fault) {
                assertInstanceOf(TransportFault.class, fault);
            }
        }

        @Test
        void those_of_one_level() {
            assertEquals(numbered(Fault.all(TransportFault.class)), names(OneLevel.class));
        }

        static class TwoLevels {

            @EveryFault({HANDSHAKE, FRAME})
            void a(Fault fault) {}
        }

        @Test
        void those_of_two_levels() {
            assertEquals(
                    numbered(Fault.all(Fault.class).stream()
                            .filter(each -> !(each instanceof TransportFault))
                            .toList()),
                    names(TwoLevels.class));
        }

        static class OneType {

            @EveryFault
            void a(FrameFault fault) {}
        }

        @Test
        void those_that_the_parameter_can_hold() {
            assertEquals(numbered(Fault.all(FrameFault.class)), names(OneType.class));
        }

        static class Matching {

            @EveryFault(matching = {"drop*", "halfClose"})
            void a(Fault fault) {}
        }

        @Test
        void those_that_are_named() {
            assertEquals(
                    List.of("[1] dropConnection()", "[2] dropOnAccept()", "[3] halfClose()", "[4] dropWithinAnswer()"),
                    names(Matching.class));
        }

        static class Except {

            @EveryFault(
                    value = TRANSPORT,
                    matching = "*C*",
                    except = {"cut*", "resetConnection"})
            void a(Fault fault) {}
        }

        @Test
        void all_but_those_that_are_named() {
            assertEquals(List.of("[1] dropConnection()", "[2] halfClose()"), names(Except.class));
        }

        @Target(ElementType.METHOD)
        @Retention(RetentionPolicy.RUNTIME)
        @EveryFault(matching = "invalidUtf8")
        @interface BadText {}

        static class Composed {

            @BadText
            void a(Fault fault) {}
        }

        @Test
        void what_an_annotation_of_the_users_says() {
            assertEquals(List.of("[1] invalidUtf8()"), names(Composed.class));
        }

        static class SetUp {
            private Fault before;

            @BeforeEach
            void remember(Fault fault) {
                before = fault;
            }

            @EveryFault(matching = "invalidUtf8")
            void a(FrameFault fault) {
                assertSame(before, fault);
            }
        }

        @Test
        void the_same_fault_in_what_runs_before_it() {
            assertEquals(List.of("[1] invalidUtf8()"), names(SetUp.class));
        }
    }

    @Nested
    class refuses {

        private void assertRefused(String message, Class<?> sample) {
            Throwable refusal = onlyFailure(Kit.of(sample).run());
            assertInstanceOf(ExtensionConfigurationException.class, refusal);
            assertEquals(
                    "@EveryFault on [EveryFaultTests.refuses." + sample.getSimpleName() + message,
                    refusal.getMessage());
        }

        static class NoParameter {

            @EveryFault
            void a(EchoServer server) {}
        }

        @Test
        void a_test_that_takes_no_fault() {
            assertRefused(
                    ".a(EchoServer)]: the test takes no fault. Give it a parameter of the type Fault, or HandshakeFault,"
                            + " FrameFault or TransportFault.",
                    NoParameter.class);
        }

        static class TwoParameters {

            @EveryFault
            void a(Fault one, FrameFault other) {}
        }

        @Test
        void a_test_that_takes_two() {
            assertRefused(
                    ".a(Fault, FrameFault)]: the test takes 2 faults, and would get the same one each time. Keep one of"
                            + " them.",
                    TwoParameters.class);
        }

        static class WrongLevel {

            @EveryFault({FRAME, TRANSPORT})
            void a(HandshakeFault fault) {}
        }

        @Test
        void a_level_that_the_parameter_cannot_hold() {
            assertRefused(
                    ".a(HandshakeFault)]: no fault of the level FRAME or TRANSPORT is a HandshakeFault. Change the level,"
                            + " or the type of the parameter.",
                    WrongLevel.class);
        }

        static class Typo {

            @EveryFault(matching = "invalidUft8")
            void a(Fault fault) {}
        }

        @Test
        void a_name_that_no_fault_has() {
            assertRefused(
                    ".a(Fault)]: matching = \"invalidUft8\" is the name of no fault. Did you mean \"invalidUtf8\"?",
                    Typo.class);
        }

        static class TypoInExcept {

            @EveryFault(except = "dropConection")
            void a(Fault fault) {}
        }

        @Test
        void an_exception_that_no_fault_has() {
            assertRefused(
                    ".a(Fault)]: except = \"dropConection\" is the name of no fault. Did you mean \"dropConnection\"?",
                    TypoInExcept.class);
        }

        static class NothingLikeIt {

            @EveryFault(matching = "network")
            void a(TransportFault fault) {}
        }

        @Test
        void a_name_that_is_near_no_fault() {
            assertRefused(
                    ".a(TransportFault)]: matching = \"network\" is the name of no fault. A name is that of a method of "
                            + "Faults or Behaviors, such as \"cutAfter\".",
                    NothingLikeIt.class);
        }

        static class NameOfAnotherLevel {

            @EveryFault(value = FRAME, except = "dropConnection")
            void a(Fault fault) {}
        }

        @Test
        void a_name_of_another_level() {
            assertRefused(
                    ".a(Fault)]: except = \"dropConnection\" is of another level, or of another type than the parameter."
                            + " Leave it out, or change these.",
                    NameOfAnotherLevel.class);
        }

        static class NothingLeft {

            @EveryFault(matching = "invalidUtf8", except = "invalid*")
            void a(Fault fault) {}
        }

        @Test
        void what_leaves_no_fault() {
            assertRefused(".a(Fault)]: except leaves no fault. Leave something out of it.", NothingLeft.class);
        }

        static class RepeatedBeside {

            @RepeatedTest(2)
            @EveryFault
            void a(Fault fault) {}
        }

        @Test
        void another_template_beside_it() {
            assertBeside(
                    "@RepeatedTest beside it would run the test too, without a value, and not once for each. Leave it out;"
                            + " arguments can come from @ParameterizedClass on the class.",
                    RepeatedBeside.class);
        }

        /** All that JUnit runs of it tells the same. */
        private void assertBeside(String message, Class<?> sample) {
            assertEquals(
                    List.of("@EveryFault on [EveryFaultTests.refuses." + sample.getSimpleName() + ".a(Fault)]: "
                            + message),
                    Kit.failures(Kit.of(sample).run()).stream()
                            .map(Throwable::getMessage)
                            .distinct()
                            .toList());
        }

        static class PlainBeside {

            @Test
            @EveryFault
            void a(Fault fault) {}
        }

        @Test
        void a_plain_test_beside_it() {
            assertBeside(
                    "@Test beside it would run the test once more, without a value. Leave @Test out.",
                    PlainBeside.class);
        }
    }
}
