package io.github.windsock.junit;

import static io.github.windsock.junit.Kit.assertSees;

import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** Who gets which server where a class asks: in a static field, and with one instance per class. */
@SuppressWarnings("unused") // the samples are run by JUnit
class ClassScopeTests {

    @WithEchoServer
    abstract static class WithFields {

        @Injected
        private static EchoServer ofClass;

        @Injected
        private EchoServer own;

        static EchoServer ofClass() {
            return ofClass;
        }

        EchoServer own() {
            return own;
        }
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class StaticFields extends WithFields {

        static final Log LOG = Log.of(StaticFields.class);

        @BeforeAll
        static void start() {
            LOG.see("static field in beforeAll", ofClass());
        }

        @Test
        void a(EchoServer server) {
            LOG.see("a", server);
            LOG.see("field of the superclass", own());
        }

        @Test
        void b(EchoServer server) {
            LOG.see("b", server);
        }
    }

    @Test
    void a_static_field_is_the_classs_also_of_a_superclass() {
        assertSees(StaticFields.class, "static field in beforeAll A", "a A", "field of the superclass A", "b A");
    }

    @WithEchoServer
    @TestInstance(Lifecycle.PER_CLASS)
    static class PerClassConstructor extends TestsAAndB {

        static final Log LOG = Log.of(PerClassConstructor.class);

        PerClassConstructor(EchoServer server) {
            LOG.see("constructor", server);
        }

        @BeforeAll
        void start(EchoServer server) {
            LOG.see("beforeAll", server);
        }
    }

    @Test
    void a_constructor_per_class_asks_for_the_class() {
        assertSees(PerClassConstructor.class, "constructor A", "beforeAll A", "a A", "b A");
    }

    @WithEchoServer
    @TestInstance(Lifecycle.PER_CLASS)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class PerClassField {

        static final Log LOG = Log.of(PerClassField.class);

        @Injected
        EchoServer field;

        @BeforeAll
        void start() {
            LOG.see("field in beforeAll", field);
        }

        @Test
        void a(EchoServer server) {
            LOG.see("a", server);
        }

        @Nested
        class Inside {

            @Test
            void b(EchoServer server) {
                LOG.see("b", server);
                LOG.see("field of the enclosing instance", field);
            }
        }
    }

    @Test
    void a_field_per_class_asks_for_the_class() {
        assertSees(PerClassField.class, "field in beforeAll A", "a A", "b A", "field of the enclosing instance A");
    }

    @WithEchoServer
    @TestInstance(Lifecycle.PER_CLASS)
    static class PerClassWhoseTestsAsk extends TestsAAndB {}

    @Test
    void tests_of_a_class_per_class_have_their_own_if_only_they_ask() {
        assertSees(PerClassWhoseTestsAsk.class, "a A", "b B, closed A");
    }
}
