package io.github.windsock.spring;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds the properties of each test class. Registered in {@code META-INF/spring.factories}. */
final class EchoServerCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        List<UrlProperty> properties = UrlProperty.of(testClass);
        if (properties.isEmpty()) {
            return null;
        }
        requireContext(properties.get(0), testClass);
        return new EchoServerCustomizer(properties);
    }

    /** Refuses a class without a context: Spring would create an empty one, in which nothing reads the property. */
    private static void requireContext(UrlProperty property, Class<?> testClass) {
        boolean isSpringTest = Stream.of(ContextConfiguration.class, ContextHierarchy.class, BootstrapWith.class)
                .anyMatch(it -> TestContextAnnotationUtils.hasAnnotation(testClass, it));
        if (!isSpringTest) {
            throw property.refusal(testClass, "has no application context. Add @SpringBootTest or @SpringJUnitConfig.");
        }
    }
}
