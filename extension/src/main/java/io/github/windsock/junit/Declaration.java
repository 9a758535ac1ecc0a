package io.github.windsock.junit;

import io.github.windsock.junit.internal.SharedServerBy;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The nearest declaration of a test's server: on the method, the class or an enclosing class, as {@link WithEchoServer}
 * or as a field with a built {@link WebSocketExtension}. It identifies a scope: contexts with the same declaration
 * share a scope that exists.
 *
 * @param where the annotated element, or the outermost class if there is no declaration
 * @param options the options, empty if the extension was registered without a server
 * @param by the field, null for an annotation
 */
record Declaration(
        AnnotatedElement where,
        Optional<Options> options,
        @Nullable Field by) {

    static final AnnotationSearch<WithEchoServer> WITH_ECHO_SERVER = new AnnotationSearch<>(WithEchoServer.class);
    private static final AnnotationSearch<SharedServerBy> SHARED_SERVER_BY =
            new AnnotationSearch<>(SharedServerBy.class);

    /** The key of a test instance in the store. */
    private record Remembered(Class<?> type) {}

    /** The options of a field. */
    private record Registered(Field field, Options options) {}

    /** Whether a class has such a field; cached, because most classes have none. */
    private static final ClassValue<Boolean> REGISTER = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            for (Field field : AnnotationSupport.findAnnotatedFields(type, RegisterExtension.class)) {
                if (field.getType().isAssignableFrom(WebSocketExtension.class)) {
                    return true;
                }
            }
            return false;
        }
    };

    /** Cached, because annotations never change and each callback of each test reads them. */
    private static final ClassValue<Map<AnnotatedElement, Annotated>> ANNOTATED = new ClassValue<>() {
        @Override
        protected Map<AnnotatedElement, Annotated> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /**
     * What an element says, and what is only known when a test runs.
     *
     * @param hasField whether it is a class with a field where an extension may be
     */
    private record Annotated(
            Optional<Options> options,
            Optional<SharedServerBy.ServerLookup> resolver,
            boolean hasField,
            @Nullable Declaration declaration) {

        static Annotated of(AnnotatedElement element) {
            Optional<WithEchoServer> annotation = WITH_ECHO_SERVER.on(element);
            Optional<SharedServerBy> shared = SHARED_SERVER_BY.on(element);
            Optional<Options> options =
                    annotation.isEmpty() ? Optional.empty() : Optional.of(Options.of(annotation.get(), element));
            return new Annotated(
                    options,
                    shared.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    ReflectionSupport.newInstance(shared.get().value())),
                    element instanceof Class<?> type && mayBeIn(type),
                    options.isEmpty() ? null : new Declaration(element, options, null));
        }
    }

    static Declaration of(ExtensionContext context) {
        AnnotatedElement within = null;
        for (ExtensionContext at = context; at != null; at = at.getParent().orElse(null)) {
            AnnotatedElement element = at.getElement().orElse(null);
            if (element != null && element != within) { // a template and its invocation have the same method
                Declaration here = on(element, context);
                if (here != null) {
                    return here;
                }
                within = element;
            }
        }
        Class<?> outermost = outermost(context.getRequiredTestClass());
        return new Declaration(outermost, Optional.empty(), null);
    }

    /** A field has precedence over an annotation on its class. */
    private static @Nullable Declaration on(AnnotatedElement element, ExtensionContext context) {
        Annotated annotated = annotated(element);
        if (!annotated.hasField && annotated.resolver.isEmpty()) {
            return annotated.declaration;
        }
        Optional<Registered> registered =
                annotated.hasField ? registered((Class<?>) element, context) : Optional.empty();
        Optional<Options> said = registered.map(Registered::options).or(annotated::options);
        Optional<Options> resolved = annotated
                .resolver()
                .flatMap(resolver -> resolver.resolve(context))
                .map(name -> said.orElse(Options.DEFAULT).withShared(name, element))
                .or(() -> said);
        return resolved.isEmpty()
                ? null
                : new Declaration(
                        element, resolved, registered.map(Registered::field).orElse(null));
    }

    private static Annotated annotated(AnnotatedElement element) {
        Class<?> owner = element instanceof Member member ? member.getDeclaringClass() : (Class<?>) element;
        return ANNOTATED.get(owner).computeIfAbsent(element, Annotated::of);
    }

    private static Optional<Registered> registered(Class<?> type, ExtensionContext context) {
        Optional<Registered> ofInstance = instance(type, context).flatMap(instance -> nearest(type, instance));
        return ofInstance.or(() -> nearest(type, null));
    }

    /** A field of a subclass has precedence over one of its superclass; two fields of one class are an error. */
    private static Optional<Registered> nearest(Class<?> type, @Nullable Object instance) {
        List<Registered> found = new ArrayList<>();
        for (Field field : AnnotationSupport.findAnnotatedFields(
                type,
                RegisterExtension.class,
                it -> Modifier.isStatic(it.getModifiers()) == (instance == null),
                HierarchyTraversalMode.BOTTOM_UP)) {
            read(field, instance).ifPresent(options -> found.add(new Registered(field, options)));
        }
        if (found.size() > 1
                && found.get(0).field.getDeclaringClass() == found.get(1).field.getDeclaringClass()) {
            throw new ExtensionConfigurationException("[" + Titles.of(found.get(0).field) + "] and ["
                    + Titles.of(found.get(1).field) + "] both say what server the tests have. Keep one of them.");
        }
        return found.stream().findFirst();
    }

    /** The declared type of the field does not matter, only its value. */
    private static Optional<Options> read(Field field, @Nullable Object instance) {
        return ReflectionSupport.tryToReadFieldValue(field, instance)
                .toOptional()
                .filter(WebSocketExtension.class::isInstance)
                .flatMap(value -> ((WebSocketExtension) value).options());
    }

    /** Returns whether the class has a field where an extension may be. */
    static boolean mayBeIn(Class<?> type) {
        return REGISTER.get(type);
    }

    /** Remembers an instance while JUnit's context does not have it yet. */
    static void remember(Object instance, ExtensionContext context) {
        if (mayBeIn(instance.getClass())) {
            Scopes.store(context).put(new Remembered(instance.getClass()), instance);
        }
    }

    private static Optional<Object> instance(Class<?> type, ExtensionContext context) {
        return context.getTestInstances()
                .flatMap(instances -> instanceOf(type, instances))
                .or(() -> Optional.ofNullable(Scopes.store(context).get(new Remembered(type))));
    }

    /** Returns the instance of exactly that class, since a superclass may also be an enclosing class. */
    private static Optional<Object> instanceOf(Class<?> type, TestInstances instances) {
        return instances.getAllInstances().stream()
                .filter(instance -> instance.getClass() == type)
                .findFirst();
    }

    private static Class<?> outermost(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type : outermost(outer);
    }

    boolean hasServer() {
        return options.isPresent();
    }

    Options said() {
        return options.orElse(Options.DEFAULT);
    }

    /** What the user wrote, for messages. */
    @Override
    public String toString() {
        if (by != null) {
            return "WebSocketExtension.builder() in [" + Titles.of(by) + "]";
        }
        return (hasServer() ? "@WithEchoServer on [" : "[") + Titles.of(where) + "]";
    }
}
