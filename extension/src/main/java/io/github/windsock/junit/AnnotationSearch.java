package io.github.windsock.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Finds an annotation as JUnit does, also on annotations of annotations. JUnit walks through all of them for each element.
 * Few elements have what is searched, and few types of annotations are in use, so this asks once for each type.
 */
final class AnnotationSearch<A extends Annotation> extends ClassValue<Boolean> {

    private final Class<A> wanted;

    AnnotationSearch(Class<A> wanted) {
        this.wanted = wanted;
    }

    /** Computes whether an annotation of this type is the wanted one, or has it. */
    @Override
    protected Boolean computeValue(Class<?> type) {
        return type == wanted || AnnotationSupport.isAnnotated(type, wanted);
    }

    Optional<A> on(AnnotatedElement element) {
        return mayBeOn(element) ? AnnotationSupport.findAnnotation(element, wanted) : Optional.empty();
    }

    private boolean mayBeOn(AnnotatedElement element) {
        return element instanceof Class<?> type ? mayBeInherited(type) : isOn(element);
    }

    /** JUnit searches superclasses, and interfaces too. */
    private boolean mayBeInherited(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (isOn(each)) {
                return true;
            }
            for (Class<?> implemented : each.getInterfaces()) {
                if (mayBeInherited(implemented)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether a method, constructor, field or parameter has the annotation. */
    boolean isOn(AnnotatedElement element) {
        for (Annotation each : element.getAnnotations()) {
            if (get(each.annotationType())) {
                return true;
            }
        }
        return false;
    }
}
