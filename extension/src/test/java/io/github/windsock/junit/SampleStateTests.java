package io.github.windsock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a sample keeps is one test's, as soon as its tests might run at the same time: whether they did so does not matter. */
@SuppressWarnings("unused") // the samples are run by JUnit
class SampleStateTests {

    static class WithList {

        static final List<String> SEEN = new ArrayList<>();

        @Test
        void a() {}
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class TwoTests {

        @Test
        void a() {
            run(WithList.class);
            run(WithList.class);
        }

        @Test
        void b() {
            run(WithList.class);
        }
    }

    private static void run(Class<?> sample) {
        assertEquals(List.of(), Kit.failures(Kit.of(sample).run()));
    }

    private static void assertRefused(String state, String first, String second, Class<?> tests) {
        String those = tests.getName();
        assertEquals(
                state + " is used by void " + those + first + " and by void " + those + second
                        + ", which may run at the same time. Give each its own, or let them run one after the other, with"
                        + " @Execution(SAME_THREAD).",
                Kit.onlyFailure(Kit.of(tests).run()).getMessage());
    }

    @Test
    void two_tests_have_no_static_field_in_common() {
        assertRefused(
                "static final java.util.List " + WithList.class.getName() + ".SEEN", ".a()", ".b()", TwoTests.class);
    }

    @Disabled("would start a server that stays")
    @WithEchoServer(shared = "state of a sample")
    static class Shared {

        @Test
        void a() {}
    }

    static class TwoRuns {

        @RepeatedTest(2)
        void a() {
            run(Shared.class);
        }
    }

    @Test
    void runs_of_a_template_have_no_shared_server_in_common() {
        assertRefused("the server shared as \"state of a sample\"", ".a()", ".a()", TwoRuns.class);
    }

    static class Numbered extends WithNumber {}

    abstract static class WithNumber {

        static int number;

        @Test
        void a() {}
    }

    @Execution(ExecutionMode.SAME_THREAD)
    static class OneAfterTheOther {

        @RepeatedTest(2)
        void a() {
            run(Numbered.class);
        }

        @Test
        void b() {
            run(Numbered.class);
        }
    }

    @Test
    void tests_that_run_one_after_the_other_may() {
        run(OneAfterTheOther.class);
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class Logging {

        @Test
        void a() {
            Log.of(Logging.class).clear();
        }

        @Test
        void b() {
            Log.of(Logging.class).clear();
        }
    }

    @Test
    void two_tests_have_no_log_in_common() {
        assertRefused("the log of " + Logging.class.getName(), ".a()", ".b()", Logging.class);
    }
}
