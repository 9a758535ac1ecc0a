package io.github.windsock.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.commons.annotation.Testable;

/**
 * What samples keep beyond a run: static fields, and servers that they share by a name. The tests of this module run at the
 * same time, so each of these belongs to one test, or to tests that run one after the other.
 */
final class SampleState {

    /** Of these come the types of fields that hold the same for ever. */
    private static final Set<String> CONSTANTS = Set.of("java.lang", "java.time");

    private static final Map<Object, Owner> OWNERS = new ConcurrentHashMap<>();

    private SampleState() {}

    /** A test, or what makes its tests run one after the other; runs of a template that may overlap are owners each. */
    private record Owner(AnnotatedElement tests, Object run) {}

    /** Fails if a test that may run at the same time as this one has run a sample that keeps the same. */
    static void claimAllOf(Class<?> sample) {
        states(sample).forEach(SampleState::claim);
    }

    static void claim(Object state) {
        runningTest().map(SampleState::owner).ifPresent(owner -> {
            Owner first = OWNERS.computeIfAbsent(state, key -> owner);
            if (!first.equals(owner)) {
                throw new AssertionError(refusal(state, first, owner));
            }
        });
    }

    private static String refusal(Object state, Owner first, Owner second) {
        return state + " is used by " + first.tests + " and by " + second.tests
                + ", which may run at the same time. Give each its own, or let them run one after the other, with"
                + " @Execution(SAME_THREAD).";
    }

    private static Stream<Object> states(Class<?> type) {
        if (type == null || type == Object.class) {
            return Stream.empty();
        }
        Stream<Object> fields =
                Stream.of(type.getDeclaredFields()).filter(SampleState::isState).map(Object.class::cast);
        Stream<Object> names = Stream.concat(Stream.of(type), Stream.of(type.getDeclaredMethods()))
                .flatMap(SampleState::sharedServer);
        Stream<Object> others = Stream.concat(Stream.of(type.getSuperclass()), Stream.of(type.getDeclaredClasses()))
                .flatMap(SampleState::states);
        return Stream.of(fields, names, others).flatMap(each -> each);
    }

    private static boolean isState(Field field) {
        boolean isConstant = Modifier.isFinal(field.getModifiers())
                && CONSTANTS.contains(field.getType().getPackageName());
        return Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && !isConstant;
    }

    private static Stream<String> sharedServer(AnnotatedElement element) {
        return findAnnotation(element, WithEchoServer.class)
                .map(WithEchoServer::shared)
                .filter(name -> !name.isBlank())
                .map(name -> "the server shared as \"" + name + "\"")
                .stream();
    }

    private static Optional<Method> runningTest() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith("io.github.windsock"))
                        .flatMap(frame -> Stream.of(frame.getDeclaringClass().getDeclaredMethods())
                                .filter(method -> method.getName().equals(frame.getMethodName())))
                        .filter(method -> isAnnotated(method, Testable.class))
                        .findFirst());
    }

    private static Owner owner(Method test) {
        Stream<Class<?>> around =
                Stream.<Class<?>>iterate(test.getDeclaringClass(), Objects::nonNull, Class::getEnclosingClass);
        return Stream.concat(Stream.<AnnotatedElement>of(test), around)
                .filter(SampleState::isOneAfterTheOther)
                .findFirst()
                .map(tests -> new Owner(tests, ""))
                .orElseGet(() -> new Owner(test, isAnnotated(test, TestTemplate.class) ? new Object() : ""));
    }

    private static boolean isOneAfterTheOther(AnnotatedElement tests) {
        return isAnnotated(tests, Isolated.class)
                || findAnnotation(tests, Execution.class)
                        .filter(it -> it.value() == ExecutionMode.SAME_THREAD)
                        .isPresent();
    }
}
