package io.github.windsock.junit;

import static io.github.windsock.junit.Kit.assertSees;

import io.github.windsock.client.BrowserWebSocket;
import io.github.windsock.server.EchoServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each way to say that there is a server: inherited, composed, on a method, registered in a field. */
@SuppressWarnings("unused") // the samples are run by JUnit
class DeclarationTests {

    @WithEchoServer
    interface Contract {}

    static class OfAnInterface implements Contract {

        @Test
        void a(EchoServer server) {
            Log.of(OfAnInterface.class).see("a", server);
        }
    }

    @Test
    void the_annotation_of_an_interface_counts() {
        assertSees(OfAnInterface.class, "a A");
    }

    @WithEchoServer
    static class Base {}

    static class OfASuperclass extends Base {

        @Test
        void a(EchoServer server) {
            Log.of(OfASuperclass.class).see("a", server);
        }
    }

    @Test
    void the_annotation_of_a_superclass_counts() {
        assertSees(OfASuperclass.class, "a A");
    }

    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @WithEchoServer(alias = "composed.example")
    @interface Composed {}

    static class OfAComposedAnnotation {

        @Composed
        @Test
        void a(EchoServer server, BrowserWebSocket socket) {
            Log.of(OfAComposedAnnotation.class).see("a", server);
            Log.of(OfAComposedAnnotation.class).say(socket.url());
        }
    }

    @Test
    void a_composed_annotation_counts() {
        assertSees(OfAComposedAnnotation.class, "a A", "ws://composed.example/");
    }

    static class OnAMethod {

        @BeforeEach
        void before(EchoServer server) {
            Log.of(OnAMethod.class).see("before", server);
        }

        @WithEchoServer
        @Test
        void a(EchoServer server) {
            Log.of(OnAMethod.class).see("a", server);
        }
    }

    @Test
    void the_annotation_of_a_method_counts_for_its_life_cycle_methods() {
        assertSees(OnAMethod.class, "before A", "a A");
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class RegisteredStatically {

        static final Log LOG = Log.of(RegisteredStatically.class);

        @RegisterExtension
        static final WebSocketExtension EXTENSION =
                WebSocketExtension.builder().alias("built.example").build();

        @Injected
        EchoServer field;

        @Test
        void a(EchoServer server, BrowserWebSocket socket) {
            LOG.see("a", server);
            LOG.see("field", field);
            LOG.say(socket.url());
        }

        @Test
        void b(EchoServer server) {
            LOG.see("b", server);
        }
    }

    @Test
    void an_extension_built_into_a_static_field_says_the_same_as_the_annotation() {
        assertSees(RegisteredStatically.class, "a A", "field A", "ws://built.example/", "b B, closed A");
    }

    static class RegisteredForTheClass {

        @RegisterExtension
        static final WebSocketExtension EXTENSION = WebSocketExtension.builder().build();

        @BeforeAll
        static void start(EchoServer server) {
            Log.of(RegisteredForTheClass.class).see("beforeAll", server);
        }

        @Test
        void a(EchoServer server) {
            Log.of(RegisteredForTheClass.class).see("a", server);
        }
    }

    @Test
    void an_extension_built_into_a_static_field_serves_the_class_if_the_class_asks() {
        assertSees(RegisteredForTheClass.class, "beforeAll A", "a A");
    }

    static class RegisteredForTheInstance {

        @RegisterExtension
        final WebSocketExtension extension =
                WebSocketExtension.builder().alias("instance.example").build();

        @BeforeEach
        void before(EchoServer server) {
            Log.of(RegisteredForTheInstance.class).see("before", server);
        }

        @Test
        void a(EchoServer server, BrowserWebSocket socket) {
            Log.of(RegisteredForTheInstance.class).see("a", server);
            Log.of(RegisteredForTheInstance.class).say(socket.url());
        }
    }

    @Test
    void an_extension_built_into_an_instance_field_says_it_for_the_tests() {
        assertSees(RegisteredForTheInstance.class, "before A", "a A", "ws://instance.example/");
    }

    @WithEchoServer(alias = "annotated.example")
    static class RegisteredAndAnnotated {

        @RegisterExtension
        static final WebSocketExtension EXTENSION =
                WebSocketExtension.builder().alias("nearer.example").build();

        @Test
        void a(BrowserWebSocket socket) {
            Log.of(RegisteredAndAnnotated.class).say(socket.url());
        }
    }

    @Test
    void a_field_is_nearer_than_the_annotation_on_its_class() {
        assertSees(RegisteredAndAnnotated.class, "ws://nearer.example/");
    }

    @WithEchoServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class RegisteredWithin {

        static final Log LOG = Log.of(RegisteredWithin.class);

        @Nested
        class AskedBefore {

            @RegisterExtension
            final WebSocketExtension extension = WebSocketExtension.builder().build();

            AskedBefore(EchoServer server) {
                LOG.see("constructor", server);
            }

            @Test
            void a(EchoServer server) {
                LOG.see("a", server);
            }

            @Test
            void b(EchoServer server) {
                LOG.see("b", server);
            }
        }
    }

    @Test
    void a_constructor_gets_the_server_of_the_enclosing_class_since_the_field_is_not_set_yet() {
        assertSees(RegisteredWithin.class, "constructor A", "a B", "constructor C, closed AB", "b D, closed AB");
    }
}
