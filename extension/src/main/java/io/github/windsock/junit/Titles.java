package io.github.windsock.junit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Names a test as a developer looks for it. */
final class Titles {

    private Titles() {}

    static String of(ExtensionContext context) {
        String type = context.getTestClass().map(Titles::nested).orElse("");
        return context.getTestMethod()
                .map(method -> type + "." + signature(method) + invocation(context, method))
                .orElse(type);
    }

    private static String nested(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : nested(outer) + "." + type.getSimpleName();
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    /** A repeated or parameterized test tells its invocations apart by the display name. */
    private static String invocation(ExtensionContext context, Method method) {
        String display = context.getDisplayName();
        return display.equals(signature(method)) || display.equals(method.getName() + "()") ? "" : " " + display;
    }
}
