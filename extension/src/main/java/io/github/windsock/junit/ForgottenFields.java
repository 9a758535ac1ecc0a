package io.github.windsock.junit;

import java.lang.reflect.Field;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Fields that could be injected, but lack the annotation: a test learns of them only by an exception. */
final class ForgottenFields {

    private ForgottenFields() {}

    /** Adds to a failure which fields are null, and what to do. */
    static void explain(NullPointerException failure, Object instance) {
        for (Field field : ReflectionSupport.findFields(
                instance.getClass(), each -> isForgotten(each, instance), HierarchyTraversalMode.TOP_DOWN)) {
            failure.addSuppressed(TimelineThrowable.hint("the field " + Titles.of(field)
                    + " is null, since it has no annotation. To have it injected, add @Injected."));
        }
    }

    private static boolean isForgotten(Field field, Object instance) {
        try {
            return Injection.isInjected(field.getType())
                    && !AnnotationSupport.isAnnotated(field, Injected.class)
                    && field.trySetAccessible()
                    && field.get(instance) == null;
        } catch (IllegalAccessException e) {
            return false; // a hint is not worth another failure
        }
    }
}
