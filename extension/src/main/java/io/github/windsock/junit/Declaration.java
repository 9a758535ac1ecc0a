package io.github.windsock.junit;

import static java.util.Objects.requireNonNull;

import io.github.windsock.junit.internal.SharedServerBy;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What is said nearest to a test about its server: on the method, on the class, on an enclosing class, by
 * {@link WithEchoServer} or by a field with a {@link WebSocketExtension} that was built. It is the identity of a scope:
 * contexts with the same declaration share what already exists.
 *
 * @param where the element that bears it, or the outermost class if there is none
 * @param options what it says, empty where the extension was registered without a server
 */
record Declaration(AnnotatedElement where, Optional<Options> options) {

    /** Most classes have no such field: then none is looked for in each of their tests. */
    private static final ClassValue<Boolean> REGISTER = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return !AnnotationSupport.findAnnotatedFields(
                            type, RegisterExtension.class, field -> field.getType() == WebSocketExtension.class)
                    .isEmpty();
        }
    };

    /** What annotations say never changes, and each callback of each test asks for it. */
    private static final ClassValue<Map<AnnotatedElement, Annotated>> ANNOTATED = new ClassValue<>() {
        @Override
        protected Map<AnnotatedElement, Annotated> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** What the annotations of an element say, and who knows the rest when a test runs. */
    private record Annotated(Optional<Options> options, Optional<SharedServerBy.Resolver> resolver) {

        static Annotated of(AnnotatedElement element) {
            return new Annotated(
                    AnnotationSupport.findAnnotation(element, WithEchoServer.class)
                            .map(Options::of),
                    AnnotationSupport.findAnnotation(element, SharedServerBy.class)
                            .map(by -> ReflectionSupport.newInstance(by.value())));
        }
    }

    static Declaration of(ExtensionContext context) {
        for (ExtensionContext at = context; at != null; at = at.getParent().orElse(null)) {
            AnnotatedElement element = at.getElement().orElse(null);
            Optional<Options> options = element == null ? Optional.empty() : on(element, context);
            if (options.isPresent()) {
                return new Declaration(requireNonNull(element), options);
            }
        }
        return new Declaration(outermost(context.getRequiredTestClass()), Optional.empty());
    }

    /** What a field says is nearer than what stands on its class. */
    private static Optional<Options> on(AnnotatedElement element, ExtensionContext context) {
        Optional<Options> registered =
                element instanceof Class<?> type && REGISTER.get(type) ? registered(type, context) : Optional.empty();
        Annotated annotated = annotated(element);
        Optional<Options> said = registered.isPresent() ? registered : annotated.options();
        return annotated
                .resolver()
                .flatMap(resolver -> resolver.resolve(context))
                .map(name -> said.orElse(Options.DEFAULT).withShared(name, element))
                .or(() -> said);
    }

    private static Annotated annotated(AnnotatedElement element) {
        Class<?> owner = element instanceof Member member ? member.getDeclaringClass() : (Class<?>) element;
        return ANNOTATED.get(owner).computeIfAbsent(element, Annotated::of);
    }

    private static Optional<Options> registered(Class<?> type, ExtensionContext context) {
        List<WebSocketExtension> fields = context.getTestInstances()
                .flatMap(instances -> instanceOf(type, instances))
                .map(instance -> AnnotationSupport.findAnnotatedFieldValues(
                        instance, RegisterExtension.class, WebSocketExtension.class))
                .orElse(List.of());
        List<WebSocketExtension> statics =
                AnnotationSupport.findAnnotatedFieldValues(type, RegisterExtension.class, WebSocketExtension.class);
        return fields.stream()
                .flatMap(extension -> extension.options().stream())
                .findFirst()
                .or(() -> statics.stream()
                        .flatMap(extension -> extension.options().stream())
                        .findFirst());
    }

    /** Of several nested instances, the one of exactly that class: a superclass may be an enclosing class too. */
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
        return "@WithEchoServer on [" + Titles.of(where) + "]";
    }
}
