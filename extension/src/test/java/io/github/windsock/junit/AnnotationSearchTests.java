package io.github.windsock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.AnnotatedElement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.AnnotationSupport;

/** The search finds what JUnit's own finds. */
class AnnotationSearchTests {

    @WithEchoServer(port = 1)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Composed {}

    @Composed
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @interface Twice {}

    @WithEchoServer(port = 2)
    static class Direct {}

    static class Child extends Direct {}

    @Composed
    static class ByAnother {}

    static class ChildByAnother extends ByAnother {}

    @Twice
    interface Declaring {}

    interface Extending extends Declaring {}

    static class Implementing implements Extending {}

    static class ChildOfImplementing extends Implementing {}

    static class Without implements Comparable<Without> {
        @Twice
        void with() {}

        @BeforeAll
        static void without() {}

        @Override
        public int compareTo(Without other) {
            return 0;
        }
    }

    static Stream<AnnotatedElement> elements() throws NoSuchMethodException {
        return Stream.of(
                Direct.class,
                Child.class,
                ByAnother.class,
                ChildByAnother.class,
                Declaring.class,
                Implementing.class,
                ChildOfImplementing.class,
                Without.class,
                Without.class.getDeclaredMethod("with"),
                Without.class.getDeclaredMethod("without"));
    }

    @ParameterizedTest
    @MethodSource("elements")
    void finds_what_junit_finds(AnnotatedElement element) {
        AnnotationSearch<WithEchoServer> search = new AnnotationSearch<>(WithEchoServer.class);

        assertEquals(AnnotationSupport.findAnnotation(element, WithEchoServer.class), search.on(element));
    }
}
