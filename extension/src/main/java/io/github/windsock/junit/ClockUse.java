package io.github.windsock.junit;

import io.github.windsock.server.TestClock;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
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
            List<Method> methods = new ArrayList<>();
            boolean always = false;
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                for (Method method : each.getDeclaredMethods()) {
                    if (asks(method)) {
                        methods.add(method);
                        always |= isForEachTest(method);
                    }
                }
            }
            return new Places(always || hasConstructor(type) || Fields.hasClock(type), methods);
        }

        private static boolean hasConstructor(Class<?> type) {
            for (Executable constructor : type.getDeclaredConstructors()) {
                if (asks(constructor)) {
                    return true;
                }
            }
            return false;
        }

        boolean any() {
            return always || !tests.isEmpty();
        }
    }

    private ClockUse() {}

    private static boolean asks(Executable where) {
        for (Class<?> type : where.getParameterTypes()) {
            if (type == TestClock.class) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForEachTest(Method method) {
        return AnnotationSupport.isAnnotated(method, BeforeEach.class)
                || AnnotationSupport.isAnnotated(method, AfterEach.class);
    }

    /** Returns whether the server of a test, or of a class, has to run on a clock. */
    static boolean isAskedFor(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (PLACES.get(each).always()) {
                return true;
            }
        }
        Method test = context.getTestMethod().orElse(null);
        return test == null ? anyWithin(type) : asks(test);
    }

    private static boolean anyWithin(Class<?> type) {
        if (PLACES.get(type).any()) {
            return true;
        }
        for (Class<?> within : type.getDeclaredClasses()) {
            if (anyWithin(within)) {
                return true;
            }
        }
        return false;
    }
}
