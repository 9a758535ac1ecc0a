package io.github.windsock.junit;

import io.github.windsock.junit.Injection.InjectionPoint;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/** Sets the fields that {@link Injected} marks. */
final class Fields {

    private static final Marked STATIC = new Marked(true);
    private static final Marked INSTANCE = new Marked(false);

    private Fields() {}

    /** Cached, because annotations never change and each test of a class needs them. */
    private static final class Marked extends ClassValue<List<Field>> {

        private final boolean isStatic;

        Marked(boolean isStatic) {
            this.isStatic = isStatic;
        }

        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> marked = new ArrayList<>();
            for (Field field : AnnotationSupport.findAnnotatedFields(type, Injected.class)) { // top down
                if (Modifier.isStatic(field.getModifiers()) == isStatic) {
                    marked.add(field);
                }
            }
            return marked;
        }
    }

    static boolean hasStatic(Class<?> type) {
        return !STATIC.get(type).isEmpty();
    }

    static boolean hasInstance(Class<?> type) {
        return !INSTANCE.get(type).isEmpty();
    }

    static void injectInstance(Object instance, ExtensionContext context, Scopes scopes) {
        for (Field field : INSTANCE.get(instance.getClass())) {
            inject(field, instance, context, scopes);
        }
    }

    static void injectStatic(Class<?> type, ExtensionContext context, Scopes scopes) {
        for (Field field : STATIC.get(type)) {
            if (lend(field, context)) {
                inject(field, null, context, scopes);
            }
        }
    }

    static void releaseStatic(Class<?> type, ExtensionContext context) {
        Store lent = Scopes.store(context.getRoot());
        for (Field field : STATIC.get(type)) {
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
            throw new ExtensionConfigurationException(place.refusal("it is final. Leave final out."));
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
