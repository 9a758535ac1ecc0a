package io.github.windsock.junit;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The nearest {@link WithEchoServer} of a test: on the method, the class or an enclosing class. It is the identity of a
 * scope: contexts with the same declaration share what already exists.
 *
 * @param where the element that carries the annotation, or the test class if there is none
 * @param annotation the annotation, empty where the extension was registered without it
 */
record Declaration(AnnotatedElement where, Optional<WithEchoServer> annotation) {

    static Declaration of(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<AnnotatedElement> element = at.get().getElement();
            Optional<WithEchoServer> annotation =
                    element.flatMap(it -> AnnotationSupport.findAnnotation(it, WithEchoServer.class));
            if (annotation.isPresent()) {
                return new Declaration(element.get(), annotation);
            }
        }
        return new Declaration(outermostClass(context), Optional.empty());
    }

    private static Class<?> outermostClass(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        while (type.getEnclosingClass() != null) {
            type = type.getEnclosingClass();
        }
        return type;
    }

    boolean hasServer() {
        return annotation.isPresent();
    }

    String alias() {
        return annotation.map(WithEchoServer::alias).orElse("");
    }

    int port() {
        return annotation.map(WithEchoServer::port).orElse(0);
    }
}
