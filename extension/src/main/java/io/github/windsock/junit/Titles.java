package io.github.windsock.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Names tests, classes and members as in the source, so that developers find them. */
final class Titles {

    /** Cached, because each test needs the title of its class. */
    private static final ClassValue<String> NESTED = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            Class<?> outer = type.getEnclosingClass();
            return outer == null ? type.getSimpleName() : get(outer) + "." + type.getSimpleName();
        }
    };

    /** So does each invocation of a method. */
    private static final ClassValue<Map<Method, String>> SIGNATURES = new ClassValue<>() {
        @Override
        protected Map<Method, String> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private Titles() {}

    static String of(ExtensionContext context) {
        Class<?> type = context.getTestClass().orElse(null);
        if (type == null) { // a dynamic test, which belongs to its factory
            return context.getParent().map(factory -> of(factory) + " ").orElse("") + context.getDisplayName();
        }
        String title = nested(type);
        Method method = context.getTestMethod().orElse(null);
        return method == null ? title : title + "." + invocation(context.getDisplayName(), method);
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
        return NESTED.get(type);
    }

    private static String signature(Method method) {
        Map<Method, String> known = SIGNATURES.get(method.getDeclaringClass());
        String signature = known.get(method);
        if (signature == null) {
            signature = method.getName() + parameters(method);
            known.put(method, signature);
        }
        return signature;
    }

    private static String parameters(Executable executable) {
        StringJoiner types = new StringJoiner(", ", "(", ")");
        for (Class<?> type : executable.getParameterTypes()) {
            types.add(type.getSimpleName());
        }
        return types.toString();
    }

    /** Adds the display name of a repeated or parameterized test, to distinguish its invocations. */
    private static String invocation(String display, Method method) {
        String signature = signature(method);
        return display.equals(signature) || display.equals(method.getName() + "()")
                ? signature
                : signature + " " + display;
    }
}
