package io.github.windsock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public API as text: a block for each type, a line for each member, in an order that does not depend on the
 * compiler. The names of the JDK's packages and the project's own are left out.
 */
public final class PublicApi {
    private static final Path FILES = Path.of("..", "docs", "api");
    private static final String REWRITE = "windsock.api";
    private static final Pattern TYPE = Pattern.compile("io\\.github\\.windsock[\\w.]+");

    private static final String INDENT = "    ";
    private static final int NOT_SHOWN = Modifier.TRANSIENT // varargs, in a method
            | Modifier.VOLATILE // a bridge, in a method
            | Modifier.SYNCHRONIZED
            | Modifier.NATIVE
            | Modifier.STRICT
            | Modifier.INTERFACE;

    private PublicApi() {}

    /**
     * Compares the public API of a module with its file in {@code docs/api}. If the system property {@value #REWRITE}
     * is {@code write}, it writes the file first.
     *
     * @param module the module
     * @param tested the module whose test this is
     * @param types all types of the module
     * @throws IOException if the file cannot be read
     */
    public static void assertCheckedIn(String module, String tested, Collection<? extends Class<?>> types)
            throws IOException {
        Path file = FILES.resolve(module + ".api");
        String now = of(types);
        if ("write".equals(System.getProperty(REWRITE))) {
            Files.createDirectories(FILES);
            Files.writeString(file, now, UTF_8);
        }
        String then = Files.exists(file) ? Files.readString(file, UTF_8) : "";
        assertTrue(then.equals(now), () -> difference(module, tested, then, now));
    }

    private static String difference(String module, String tested, String then, String now) {
        return "The public API of " + module + " is not the one in docs/api/" + module + ".api:\n"
                + lines("- ", then, now)
                + lines("+ ", now, then)
                + "If that is meant, rewrite the file, and commit it with the change:\n"
                + "mvn -Dquick -pl " + tested
                + " -am test -Dtest=PublicApiTests -Dsurefire.failIfNoSpecifiedTests=false -D"
                + REWRITE + "=write\n";
    }

    /** Returns the lines of one text that the other lacks, each with its type. */
    private static String lines(String sign, String of, String without) {
        Set<String> others = Set.copyOf(withTypes(without));
        return withTypes(of).stream()
                .filter(line -> !others.contains(line))
                .map(line -> sign + line + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> withTypes(String text) {
        List<String> lines = new ArrayList<>();
        String type = "";
        for (String line : text.lines().filter(each -> !each.isEmpty()).toList()) {
            Matcher name = TYPE.matcher(line);
            type = !line.startsWith(" ") && name.find() ? name.group() : type;
            lines.add(type + ": " + line.strip());
        }
        return lines;
    }

    private static String of(Collection<? extends Class<?>> types) {
        return types.stream()
                .filter(PublicApi::isVisible)
                .sorted(Comparator.comparing(Class::getName))
                .map(PublicApi::block)
                .collect(Collectors.joining("\n"));
    }

    /**
     * Returns whether users can name a type: it and its enclosing types are public, and its package is not internal.
     *
     * @param type the type
     * @return whether it is part of the public API
     */
    public static boolean isVisible(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return isShown(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && !type.getPackageName().contains(".internal")
                && (outer == null || isVisible(outer));
    }

    private static String block(Class<?> type) {
        String members =
                members(type).sorted().map(line -> INDENT + line + "\n").collect(Collectors.joining());
        return head(type) + "\n" + members;
    }

    private static String head(Class<?> type) {
        StringJoiner head = new StringJoiner(" ");
        annotations(type, head);
        modifiers(type.getModifiers() & ~(kind(type).equals("class") ? 0 : Modifier.ABSTRACT | Modifier.FINAL), head);
        if (type.isSealed()) {
            head.add("sealed");
        }
        head.add(kind(type)).add(type.getName().replace('$', '.') + variables(type.getTypeParameters()));
        if (type.getSuperclass() != null
                && type.getSuperclass() != Object.class
                && !isHidden(type.getSuperclass())
                && !type.isEnum()
                && !type.isRecord()) {
            head.add("extends " + name(type.getGenericSuperclass()));
        }
        if (type.getInterfaces().length > 0 && !type.isAnnotation()) {
            head.add((type.isInterface() ? "extends " : "implements ") + names(type.getGenericInterfaces()));
        }
        return head.toString();
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        return type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static Stream<String> members(Class<?> type) {
        Stream<String> fields = shown(type.getDeclaredFields()).map(PublicApi::field);
        Stream<String> constructors = shown(type.getDeclaredConstructors()).map(each -> constructor(type, each));
        Stream<String> methods = shown(withInherited(type).toArray(Method[]::new))
                .filter(each -> !isUsual(type, each))
                .map(PublicApi::method);
        return Stream.of(fields, constructors, methods).flatMap(each -> each).distinct();
    }

    /** Returns the methods of a type, including those inherited from types that users cannot name. */
    private static Stream<Method> withInherited(Class<?> type) {
        Stream<Class<?>> hidden = Stream.concat(
                        Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .filter(PublicApi::isHidden);
        return Stream.concat(Arrays.stream(type.getDeclaredMethods()), hidden.flatMap(PublicApi::withInherited));
    }

    private static boolean isHidden(Class<?> type) {
        return type.getName().startsWith("io.github.windsock") && !isVisible(type);
    }

    private static <M extends Member> Stream<M> shown(M[] members) {
        return Arrays.stream(members).filter(each -> isShown(each.getModifiers()) && !each.isSynthetic());
    }

    /** Returns whether every object or every enum has the method. */
    private static boolean isUsual(Class<?> type, Method method) {
        String call = method.getName() + Arrays.toString(method.getParameterTypes());
        return List.of("toString[]", "hashCode[]", "equals[class java.lang.Object]")
                        .contains(call)
                || type.isEnum()
                        && List.of("values[]", "valueOf[class java.lang.String]")
                                .contains(call);
    }

    private static String field(Field field) {
        StringJoiner line = new StringJoiner(" ");
        annotations(field, line);
        if (field.isEnumConstant()) {
            return line.add(field.getName()).toString();
        }
        modifiers(field.getModifiers(), line);
        return line.add(name(field.getGenericType()))
                .add(field.getName() + constant(field))
                .toString();
    }

    /** Returns the value of a constant, which the compiler copies into the classes of users. */
    private static String constant(Field field) {
        boolean isConstant = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        return isConstant ? " = " + literal(valueOf(field)) : "";
    }

    private static Object valueOf(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new LinkageError(field.toString(), e);
        }
    }

    private static String constructor(Class<?> type, Constructor<?> constructor) {
        StringJoiner line = new StringJoiner(" ");
        annotations(constructor, line);
        modifiers(constructor.getModifiers(), line);
        return line.add(type.getSimpleName() + parameters(constructor)).toString();
    }

    private static String method(Method method) {
        StringJoiner line = new StringJoiner(" ");
        annotations(method, line);
        modifiers(method.getModifiers(), line);
        if (method.isDefault()) {
            line.add("default");
        }
        if (method.getTypeParameters().length > 0) {
            line.add(variables(method.getTypeParameters()));
        }
        String fallback = method.getDefaultValue() == null ? "" : " default " + literal(method.getDefaultValue());
        return line.add(nullable(method.getAnnotatedReturnType()) + name(method.getGenericReturnType()))
                .add(method.getName() + parameters(method) + fallback)
                .toString();
    }

    private static String parameters(Executable of) {
        StringJoiner list = new StringJoiner(", ", "(", ")");
        for (Parameter each : of.getParameters()) {
            String type = name(each.getParameterizedType());
            list.add(nullable(each.getAnnotatedType())
                    + (each.isVarArgs() ? type.replaceFirst("\\[]$", "...") : type)
                    + " " + each.getName());
        }
        Type[] thrown = of.getGenericExceptionTypes();
        return thrown.length == 0 ? list.toString() : list + " throws " + names(thrown);
    }

    private static String nullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    }

    private static void annotations(AnnotatedElement element, StringJoiner line) {
        if (element.isAnnotationPresent(Deprecated.class)) {
            line.add("@Deprecated");
        }
    }

    private static void modifiers(int modifiers, StringJoiner line) {
        String shown = Modifier.toString(modifiers & ~NOT_SHOWN);
        if (!shown.isEmpty()) {
            line.add(shown);
        }
    }

    private static String variables(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(each -> each.getBounds()[0] == Object.class
                                ? each.getName()
                                : each.getName() + " extends " + names(each.getBounds()))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String names(Type[] types) {
        return Arrays.stream(types).map(PublicApi::name).collect(Collectors.joining(", "));
    }

    private static String name(Type type) {
        return type.getTypeName()
                .replaceAll("io\\.github\\.windsock\\.[\\w.]*?(?=[A-Z])|java\\.[a-z.]*\\.(?=[A-Z])", "")
                .replaceAll("\\w+\\$(?=\\w+<)", "")
                .replace('$', '.');
    }

    private static String literal(Object value) {
        if (value instanceof Object[] list) {
            return Arrays.stream(list).map(PublicApi::literal).collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof String ? "\"" + value + "\"" : value instanceof Enum<?> e ? e.name() : value.toString();
    }

    private static boolean isShown(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
