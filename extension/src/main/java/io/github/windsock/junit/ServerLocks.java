package io.github.windsock.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Makes tests that use one server wait for each other if JUnit runs tests in parallel. JUnit asks before anything runs,
 * so this sees only annotations and signatures; other conflicts are refused when they occur.
 */
final class ServerLocks implements ResourceLocksProvider {

    private static final String CLASS = "windsock.class.";

    @Override
    public Set<Lock> provideForClass(Class<?> type) {
        return shared(type)
                .or(() -> asksForAll(type) ? Optional.of(CLASS + type.getName()) : Optional.empty())
                .map(key -> Set.of(new Lock(key)))
                .orElse(Set.of());
    }

    /** JUnit asks for the enclosing classes separately. */
    @Override
    public Set<Lock> provideForNestedClass(List<Class<?>> enclosing, Class<?> type) {
        return provideForClass(type);
    }

    @Override
    public Set<Lock> provideForMethod(List<Class<?>> enclosing, Class<?> type, Method method) {
        return shared(method).map(key -> Set.of(new Lock(key))).orElse(Set.of());
    }

    private static Optional<String> shared(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, WithEchoServer.class)
                .map(WithEchoServer::shared)
                .filter(name -> !name.isEmpty())
                .map(name -> WebSocketExtension.SHARED_LOCK + name);
    }

    /** Returns whether the class has its own server before its first test. */
    private static boolean asksForAll(Class<?> type) {
        return Fields.hasStatic(type)
                || AnnotationSupport.findAnnotatedMethods(type, BeforeAll.class, HierarchyTraversalMode.TOP_DOWN)
                        .stream()
                        .anyMatch(ServerLocks::asks)
                || (isOneInstance(type)
                        && (Fields.hasInstance(type)
                                || Arrays.stream(type.getDeclaredConstructors()).anyMatch(ServerLocks::asks)));
    }

    private static boolean isOneInstance(Class<?> type) {
        return AnnotationSupport.findAnnotation(type, TestInstance.class)
                .filter(it -> it.value() == Lifecycle.PER_CLASS)
                .isPresent();
    }

    private static boolean asks(Executable executable) {
        return Arrays.stream(executable.getParameterTypes()).anyMatch(Injection::isInjected);
    }
}
