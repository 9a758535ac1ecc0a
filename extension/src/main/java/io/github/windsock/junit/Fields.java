package io.github.windsock.junit;

import io.github.windsock.junit.Injection.InjectionPoint;
import io.github.windsock.server.TestClock;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/** Sets the fields that {@link Injected} marks. */
final class Fields {

    /** Those of superclasses too. Cached, because they never change and each test of a class asks for them. */
    private static final ClassValue<List<Field>> MARKED = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return AnnotationSupport.findAnnotatedFields(type, Injected.class); // top down
        }
    };

    private Fields() {}

    static boolean hasStatic(Class<?> type) {
        return has(type, true);
    }

    static boolean hasInstance(Class<?> type) {
        return has(type, false);
    }

    private static boolean has(Class<?> type, boolean isStatic) {
        for (Field field : MARKED.get(type)) {
            if (isStatic(field) == isStatic) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStatic(Field field) {
        return Modifier.isStatic(field.getModifiers());
    }

    static boolean hasClock(Class<?> type) {
        for (Field field : MARKED.get(type)) {
            if (field.getType() == TestClock.class) {
                return true;
            }
        }
        return false;
    }

    static void injectInstance(Object instance, ExtensionContext context, Scopes scopes) {
        for (Field field : MARKED.get(instance.getClass())) {
            if (!isStatic(field)) {
                inject(field, instance, context, scopes);
            }
        }
    }

    static void injectStatic(Class<?> type, ExtensionContext context, Scopes scopes) {
        for (Field field : MARKED.get(type)) {
            if (isStatic(field) && lend(field, context)) {
                inject(field, null, context, scopes);
            }
        }
    }

    static void releaseStatic(Class<?> type, ExtensionContext context) {
        Store lent = Scopes.store(context.getRoot());
        for (Field field : MARKED.get(type)) {
            Borrower borrower = lent.get(field, Borrower.class);
            if (borrower != null && borrower.id().equals(context.getUniqueId())) {
                lent.remove(field);
            }
        }
    }

    /** The class that currently uses a static field. */
    private record Borrower(String id, String title) {}

    /**
     * A static field of a superclass is shared by all subclasses, so only one may use it at a time. Returns whether to
     * set it; false if an enclosing class has set it already.
     */
    private static boolean lend(Field field, ExtensionContext context) {
        Borrower me = new Borrower(context.getUniqueId(), Titles.of(context));
        Borrower one = Scopes.store(context.getRoot()).getOrComputeIfAbsent(field, key -> me, Borrower.class);
        if (!me.id().startsWith(one.id())) {
            throw new ExtensionConfigurationException(
                    "Cannot inject into the static field " + Titles.of(field) + " for "
                            + me.title() + " while " + one.title()
                            + " has it. Make it an instance field, or run the classes one "
                            + "after the other, with @ResourceLock or @Execution(SAME_THREAD).");
        }
        return one.id().equals(me.id());
    }

    private static void inject(Field field, @Nullable Object instance, ExtensionContext context, Scopes scopes) {
        Optional<Connect> connect = Injection.CONNECT.on(field);
        InjectionPoint place =
                new InjectionPoint(field.getType(), ConnectOptions.of(connect), connect.isPresent(), field);
        if (Modifier.isFinal(field.getModifiers())) {
            boolean isComponent = field.getDeclaringClass().isRecord() && !Modifier.isStatic(field.getModifiers());
            throw new ExtensionConfigurationException(place.refusal(
                    isComponent
                            ? "it is a component of a record, whose constructor gets it. Leave @Injected out."
                            : "it is final. Leave final out."));
        }
        Declaration declaration = Declaration.of(context);
        String refusal = place.refusal(declaration);
        if (refusal != null) {
            throw new ExtensionConfigurationException(refusal);
        }
        set(field, instance, place.resolve(scopes.of(context, declaration)));
    }

    private static void set(Field field, @Nullable Object instance, Object value) {
        try {
            field.setAccessible(true);
            field.set(instance, value);
        } catch (IllegalAccessException | RuntimeException e) {
            throw new ExtensionConfigurationException(
                    "Cannot set the field " + Titles.of(field) + ": " + e.getMessage(), e);
        }
    }
}
