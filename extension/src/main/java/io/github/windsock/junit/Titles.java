package io.github.windsock.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Names tests, and what they are made of, as a developer looks for them. */
final class Titles {

    private Titles() {}

    static String of(ExtensionContext context) {
        String type = context.getTestClass().map(Titles::nested).orElse("");
        return context.getTestMethod()
                .map(method -> type + "." + signature(method) + invocation(context, method))
                .orElse(type);
    }

    static String of(AnnotatedElement element) {
        if (element instanceof Class<?> type) {
            return nested(type);
        }
        String type = element instanceof Member member ? nested(member.getDeclaringClass()) : "";
        if (element instanceof Method method) {
            return type + "." + signature(method);
        }
        return element instanceof Executable constructor
                ? type + parameters(constructor)
                : type + "." + ((Member) element).getName();
    }

    private static String nested(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : nested(outer) + "." + type.getSimpleName();
    }

    private static String signature(Method method) {
        return method.getName() + parameters(method);
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** A repeated or parameterized test tells its invocations apart by the display name. */
    private static String invocation(ExtensionContext context, Method method) {
        String display = context.getDisplayName();
        return display.equals(signature(method)) || display.equals(method.getName() + "()") ? "" : " " + display;
    }
}
