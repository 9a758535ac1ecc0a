package io.github.windsock.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that calls with null fail at once and name the argument. */
public final class NullArguments {
    private final Map<Class<?>, Object> samples = new LinkedHashMap<>();

    /**
     * Creates the check.
     *
     * @param samples the objects on which instance methods are called, and the values of the other arguments
     */
    public NullArguments(List<Object> samples) {
        samples.forEach(each -> this.samples.put(each.getClass(), each));
    }

    /**
     * Calls all public constructors and methods of a type, with one argument null at a time.
     *
     * @param type the type
     * @return a line for each call that did not throw the right NullPointerException
     */
    public Stream<String> calls(Class<?> type) {
        return Stream.of(type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .map(Executable.class::cast)
                .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic())
                .filter(each -> !Modifier.isAbstract(each.getModifiers()))
                .filter(each -> !List.of("equals", "valueOf").contains(each.getName()))
                .flatMap(each -> calls(type, each));
    }

    private Stream<String> calls(Class<?> type, Executable executable) {
        Object on = samples.containsKey(type) ? samples.get(type) : sample(type);
        Parameter[] parameters = executable.getParameters();
        return IntStream.range(0, parameters.length)
                .filter(i -> !parameters[i].getType().isPrimitive())
                .filter(i -> !parameters[i].getAnnotatedType().isAnnotationPresent(Nullable.class))
                .mapToObj(i -> Stream.of(
                        wrong(on, executable, i),
                        holdsObjects(parameters[i].getType())
                                ? wrongElement(on, executable, i)
                                : Optional.<String>empty()))
                .flatMap(each -> each.flatMap(Optional::stream));
    }

    private Optional<String> wrong(@Nullable Object on, Executable executable, int nulled) {
        Parameter[] parameters = executable.getParameters();
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == nulled ? null : sample(parameters[i].getType());
        }
        String said = outcome(on, executable, arguments);
        String name = parameters[nulled].getName();
        return said.equals("NullPointerException: " + name + " must not be null")
                ? Optional.empty()
                : Optional.of(name(executable) + " with " + name + " = null: " + said);
    }

    /** Returns a line if an array or a list with a null in it does not fail with the index of the null. */
    private Optional<String> wrongElement(@Nullable Object on, Executable executable, int holder) {
        Parameter[] parameters = executable.getParameters();
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = parameters[i].getType();
            arguments[i] = i == holder ? holding(null, type) : sample(type);
        }
        String said = outcome(on, executable, arguments);
        String name = parameters[holder].getName();
        return said.equals("NullPointerException: " + name + " element 0 must not be null")
                ? Optional.empty()
                : Optional.of(name(executable) + " with a null in " + name + ": " + said);
    }

    private static boolean holdsObjects(Class<?> type) {
        return type == List.class || type.isArray() && !type.getComponentType().isPrimitive();
    }

    private static Object holding(@Nullable Object element, Class<?> type) {
        return type.isArray() ? Array.newInstance(type.getComponentType(), 1) : Collections.singletonList(element);
    }

    private static String name(Executable executable) {
        return Stream.of(executable.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(
                        ", ", executable.getDeclaringClass().getSimpleName() + "." + executable.getName() + "(", ")"));
    }

    private static String outcome(@Nullable Object on, Executable executable, Object... arguments) {
        try {
            if (executable instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                ((Method) executable).invoke(on, arguments);
            }
            return "nothing";
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getTargetException();
            return thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "not called: " + e;
        }
    }

    private @Nullable Object sample(Class<?> type) {
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        return samples.values().stream()
                .filter(type::isInstance)
                .findFirst()
                .orElseGet(() -> type.isInterface() ? standIn(type) : null);
    }

    private static Object standIn(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }
}
