package io.github.windsock.spring;

import static java.util.stream.Collectors.joining;

import io.github.windsock.internal.text.Text;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.Behaviors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * The values of one {@link EchoServerProperty}.
 *
 * @param name the name of the property
 * @param path the path of its URL, may be empty
 * @param behavior the first behavior, empty for the default
 * @param beside the annotated class, if the behavior has a file beside it; being part of this value, it prevents
 *     classes with different files from sharing a context
 */
record UrlProperty(
        String name, String path, String behavior, @Nullable Class<?> beside) {

    /**
     * Returns the checked properties of a class, its superclasses and, as in Spring, its enclosing classes; each name
     * once.
     */
    static List<UrlProperty> of(Class<?> testClass) {
        Map<String, UrlProperty> byName = new TreeMap<>();
        for (UrlProperty property : found(testClass)) {
            property.check(testClass);
            UrlProperty other = byName.put(property.name, property);
            if (other != null && !other.equals(property)) {
                throw property.refusal(testClass, "is also there as " + other + ". Leave one of them out.");
            }
        }
        requireOneBehavior(byName.values(), testClass);
        return List.copyOf(byName.values());
    }

    /** Returns the properties unchecked. */
    static List<UrlProperty> found(Class<?> testClass) {
        return annotations(testClass).map(UrlProperty::of).toList();
    }

    private static Stream<MergedAnnotation<EchoServerProperty>> annotations(Class<?> testClass) {
        return MergedAnnotations.search(SearchStrategy.TYPE_HIERARCHY)
                .withEnclosingClasses(TestContextAnnotationUtils::searchEnclosingClass)
                .from(testClass)
                .stream(EchoServerProperty.class);
    }

    private static UrlProperty of(MergedAnnotation<EchoServerProperty> it) {
        String behavior = it.getString("behavior");
        Class<?> beside = behavior.contains("script") && it.getSource() instanceof Class<?> where ? where : null;
        return new UrlProperty(it.getString("value"), it.getString("path"), behavior, beside);
    }

    /** Returns the first behavior, if there is one. */
    Optional<Behavior> atFirst() {
        if (behavior.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(beside == null ? Behaviors.parse(behavior) : Behaviors.parse(behavior, beside));
    }

    private void check(Class<?> where) {
        if (name.isBlank()) {
            throw refusal(
                    where, "names no property. Write the one that the code under test reads, such as \"feed.url\".");
        }
        if (!name.matches("[^\\s${}=]+")) {
            String bare = name.replaceAll("[\\s${}]|[:=].*", "");
            throw refusal(where, "is not the name of a property. Write " + Text.quote(bare) + ".");
        }
        if (!path.isEmpty() && !path.startsWith("/")) {
            throw refusal(
                    where,
                    path.contains("://")
                            ? "has a URL as its path. Write the path alone, such as \"/prices\"."
                            : "has a path that does not begin with a slash. Write " + Text.quote("/" + path) + ".");
        }
        try {
            atFirst();
        } catch (IllegalArgumentException e) {
            throw refusal(where, "has a wrong behavior: " + e.getMessage());
        }
    }

    /** Refuses different behaviors, since the server has one behavior for all paths. */
    private static void requireOneBehavior(Collection<UrlProperty> properties, Class<?> where) {
        List<UrlProperty> said =
                properties.stream().filter(it -> !it.behavior.isEmpty()).toList();
        if (said.stream().map(UrlProperty::behavior).distinct().count() > 1) {
            throw said.get(0)
                    .refusal(
                            where,
                            "has another behavior than " + said.get(1) + ". They have one server: leave one out.");
        }
    }

    ExtensionConfigurationException refusal(Class<?> where, String why) {
        return new ExtensionConfigurationException(this + " on [" + where.getTypeName() + "] " + why);
    }

    /** Returns the annotation as in source code. */
    @Override
    public String toString() {
        List<String> more = new ArrayList<>();
        if (!path.isEmpty()) {
            more.add("path = " + Text.quote(path));
        }
        if (!behavior.isEmpty()) {
            more.add("behavior = " + Text.quote(behavior));
        }
        String value = more.isEmpty() ? Text.quote(name) : "value = " + Text.quote(name);
        return Stream.concat(Stream.of(value), more.stream()).collect(joining(", ", "@EchoServerProperty(", ")"));
    }
}
