package io.github.windsock.junit;

import static java.util.stream.Collectors.joining;

import io.github.windsock.internal.text.EditDistance;
import io.github.windsock.internal.text.Text;
import io.github.windsock.server.Fault;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;

/** The faults of a server, for {@link EveryFault}. */
final class FaultDimension implements Dimension {

    @Override
    public Class<? extends Annotation> annotation() {
        return EveryFault.class;
    }

    @Override
    public boolean isFor(Class<?> parameter) {
        return Fault.class.isAssignableFrom(parameter);
    }

    @Override
    public List<DimensionValue> values(Method test) {
        EveryFault said =
                AnnotationSupport.findAnnotation(test, EveryFault.class).orElseThrow();
        List<Fault> possible = possible(List.of(said.value()), type(test));
        List<Fault> matching = named("matching", said.matching(), possible);
        List<Fault> except = named("except", said.except(), possible);
        List<Fault> selected = possible.stream()
                .filter(each -> said.matching().length == 0 || matching.contains(each))
                .filter(each -> !except.contains(each))
                .toList();
        if (selected.isEmpty()) {
            throw new IllegalArgumentException("except leaves no fault. Leave something out of it.");
        }
        return selected.stream()
                .map(each -> new DimensionValue(each, each.toString()))
                .toList();
    }

    private Class<?> type(Method test) {
        List<Class<?>> types =
                Arrays.stream(test.getParameterTypes()).filter(this::isFor).toList();
        if (types.isEmpty()) {
            throw new IllegalArgumentException("the test takes no fault. Give it a parameter of the type Fault, or"
                    + " HandshakeFault, FrameFault or TransportFault.");
        }
        if (types.size() > 1) {
            throw new IllegalArgumentException("the test takes " + types.size()
                    + " faults, and would get the same one each time. Keep one of them.");
        }
        return types.get(0);
    }

    private static List<Fault> possible(List<FaultLevel> levels, Class<?> type) {
        List<Fault> possible = Fault.all(Fault.class).stream()
                .filter(type::isInstance)
                .filter(each -> levels.isEmpty() || levels.stream().anyMatch(level -> level.has(each)))
                .toList();
        if (possible.isEmpty()) {
            String names = levels.stream().map(FaultLevel::name).collect(joining(" or "));
            throw new IllegalArgumentException("no fault of the level " + names + " is a " + type.getSimpleName()
                    + ". Change the level, or the type of the parameter.");
        }
        return possible;
    }

    private static List<Fault> named(String attribute, String[] names, List<Fault> possible) {
        return Stream.of(names)
                .flatMap(name -> named(attribute, name, possible).stream())
                .toList();
    }

    private static List<Fault> named(String attribute, String name, List<Fault> possible) {
        Predicate<String> pattern =
                Pattern.compile("\\Q" + name.replace("*", "\\E.*\\Q") + "\\E").asMatchPredicate();
        List<Fault> named =
                possible.stream().filter(each -> pattern.test(nameOf(each))).toList();
        if (named.isEmpty()) {
            boolean isElsewhere = Fault.all(Fault.class).stream().anyMatch(each -> pattern.test(nameOf(each)));
            throw new IllegalArgumentException(attribute + " = " + Text.quote(name)
                    + (isElsewhere
                            ? " is of another level, or of another type than the parameter. Leave it out, or change these."
                            : " is the name of no fault. " + instead(name, possible)));
        }
        return named;
    }

    private static String instead(String name, List<Fault> possible) {
        String nearest = possible.stream()
                .map(FaultDimension::nameOf)
                .min(Comparator.comparingInt(each -> EditDistance.between(name, each)))
                .orElseThrow();
        return EditDistance.between(name, nearest) <= Math.max(name.length(), nearest.length()) / 2
                ? "Did you mean " + Text.quote(nearest) + "?"
                : "A name is that of a method of Faults or Behaviors, such as " + Text.quote(nearest) + ".";
    }

    /** Returns the name of the factory method; {@code Fault.name()} includes the arguments. */
    private static String nameOf(Fault fault) {
        String java = fault.toString();
        return java.substring(0, java.indexOf('('));
    }
}
