package io.github.windsock.junit;

import io.github.windsock.server.TestClock;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Finds out whether a test or class asks for a clock. A server must get its clock when it starts, since it cannot take
 * back what it has scheduled in real time. So this searches all places beforehand: those of a test for its own server,
 * and those of all tests for the server of a class.
 */
final class ClockUse {

    /** Cached, because the answer for a class never changes and each of its tests needs it. */
    private static final ClassValue<Places> PLACES = new ClassValue<>() {
        @Override
        protected Places computeValue(Class<?> type) {
            return Places.of(type);
        }
    };

    /**
     * The places of a class that ask for a clock, without enclosing and nested classes.
     *
     * @param always whether a place that every test uses asks for it
     * @param tests the methods that ask for it
     */
    private record Places(boolean always, List<Method> tests) {
        static Places of(Class<?> type) {
            List<Method> methods = Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass)
                    .flatMap(each -> Stream.of(each.getDeclaredMethods()))
                    .filter(ClockUse::asks)
                    .toList();
            boolean always = Stream.of(type.getDeclaredConstructors()).anyMatch(ClockUse::asks)
                    || methods.stream().anyMatch(ClockUse::isForEachTest)
                    || AnnotationSupport.findAnnotatedFields(type, Injected.class).stream()
                            .anyMatch(field -> field.getType() == TestClock.class);
            return new Places(always, methods);
        }

        boolean any() {
            return always || !tests.isEmpty();
        }
    }

    private ClockUse() {}

    private static boolean asks(Executable where) {
        return List.of(where.getParameterTypes()).contains(TestClock.class);
    }

    private static boolean isForEachTest(Method method) {
        return AnnotationSupport.isAnnotated(method, BeforeEach.class)
                || AnnotationSupport.isAnnotated(method, AfterEach.class);
    }

    /** Returns whether the server of a test, or of a class, has to run on a clock. */
    static boolean isAskedFor(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        boolean isTest = context.getTestMethod().isPresent();
        boolean always = Stream.<Class<?>>iterate(type, each -> each != null, Class::getEnclosingClass)
                .anyMatch(each -> PLACES.get(each).always());
        return always || (isTest ? asks(context.getRequiredTestMethod()) : anyWithin(type));
    }

    private static boolean anyWithin(Class<?> type) {
        return PLACES.get(type).any() || Stream.of(type.getDeclaredClasses()).anyMatch(ClockUse::anyWithin);
    }
}
