package io.github.windsock.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Makes tests that use one server wait for each other if JUnit runs tests in parallel. JUnit asks before anything runs,
 * so this sees only annotations and signatures; other conflicts are refused when they occur.
 */
final class ServerLocks implements ResourceLocksProvider {

    private static final String CLASS = "windsock.class.";
    private static final AnnotationSearch<BeforeAll> BEFORE_ALL = new AnnotationSearch<>(BeforeAll.class);

    @Override
    public Set<Lock> provideForClass(Class<?> type) {
        Set<Lock> shared = shared(type);
        return shared.isEmpty() && asksForAll(type) ? Set.of(new Lock(CLASS + type.getName())) : shared;
    }

    /** JUnit asks for the enclosing classes separately. */
    @Override
    public Set<Lock> provideForNestedClass(List<Class<?>> enclosing, Class<?> type) {
        return provideForClass(type);
    }

    @Override
    public Set<Lock> provideForMethod(List<Class<?>> enclosing, Class<?> type, Method method) {
        return shared(method);
    }

    private static Set<Lock> shared(AnnotatedElement element) {
        WithEchoServer said = Declaration.WITH_ECHO_SERVER.on(element).orElse(null);
        return said == null || said.shared().isEmpty()
                ? Set.of()
                : Set.of(new Lock(WebSocketExtension.SHARED_LOCK + said.shared()));
    }

    /** Returns whether the class has its own server before its first test. */
    private static boolean asksForAll(Class<?> type) {
        return Fields.hasStatic(type)
                || !ReflectionSupport.findMethods(
                                type,
                                method -> asks(method) && BEFORE_ALL.isOn(method),
                                HierarchyTraversalMode.TOP_DOWN)
                        .isEmpty()
                || ((Fields.hasInstance(type) || asksInConstructor(type)) && isOneInstance(type));
    }

    private static boolean isOneInstance(Class<?> type) {
        TestInstance said =
                AnnotationSupport.findAnnotation(type, TestInstance.class).orElse(null);
        return said != null && said.value() == Lifecycle.PER_CLASS;
    }

    private static boolean asksInConstructor(Class<?> type) {
        for (Executable constructor : type.getDeclaredConstructors()) {
            if (asks(constructor)) {
                return true;
            }
        }
        return false;
    }

    private static boolean asks(Executable executable) {
        for (Class<?> parameter : executable.getParameterTypes()) {
            if (Injection.isInjected(parameter)) {
                return true;
            }
        }
        return false;
    }
}
