package io.github.windsock.junit;

import static java.util.stream.Collectors.joining;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs a test with each combination of the values of its dimensions. One extension handles all dimensions, since JUnit
 * does not combine the invocations of two providers.
 */
final class Dimensions implements TestTemplateInvocationContextProvider, ParameterResolver {

    private static final List<Dimension> ALL = List.of(new FaultDimension(), new EngineDimension());

    /** One run of a test. */
    private record Combination(List<DimensionValue> values) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int number) {
            return values.stream().map(DimensionValue::name).collect(joining(", ", "[" + number + "] ", ""));
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new ValueResolver(values));
        }

        Combination plus(DimensionValue value) {
            return new Combination(
                    Stream.concat(values.stream(), Stream.of(value)).toList());
        }
    }

    /** Resolves the parameters of one run, and stores its values where scopes find them. */
    private record ValueResolver(List<DimensionValue> values)
            implements ParameterResolver, TestInstancePreConstructCallback, BeforeEachCallback {

        @Override
        public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
            return ExtensionContextScope.TEST_METHOD;
        }

        /** Stored before the constructor, which may ask for the server. */
        @Override
        public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
            keep(context);
        }

        /** With the life cycle {@code PER_CLASS} the instance exists already, so the values are stored here. */
        @Override
        public void beforeEach(ExtensionContext context) {
            keep(context);
        }

        private void keep(ExtensionContext context) {
            values.forEach(each -> Scopes.store(context).put(each.value().getClass(), each.value()));
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return isOurs(parameter) && fitting(parameter).findAny().isPresent();
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return fitting(parameter).findFirst().orElseThrow();
        }

        private Stream<Object> fitting(ParameterContext parameter) {
            return values.stream()
                    .map(DimensionValue::value)
                    .filter(parameter.getParameter().getType()::isInstance);
        }
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true; // only the annotations of dimensions register this
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Method test = context.getRequiredTestMethod();
        whatIsBeside(test).ifPresent(what -> {
            throw refusal(test, what);
        });
        List<Combination> combinations = List.of(new Combination(List.of()));
        for (Dimension dimension : ALL) {
            if (AnnotationSupport.isAnnotated(test, dimension.annotation())) {
                combinations = cross(combinations, values(dimension, test));
            }
        }
        return combinations.stream().map(TestTemplateInvocationContext.class::cast);
    }

    private static List<DimensionValue> values(Dimension dimension, Method test) {
        try {
            return dimension.values(test);
        } catch (IllegalArgumentException e) {
            throw refusal(dimension, test, String.valueOf(e.getMessage()));
        }
    }

    private static List<Combination> cross(List<Combination> combinations, List<DimensionValue> values) {
        return combinations.stream()
                .flatMap(each -> values.stream().map(each::plus))
                .toList();
    }

    // Other annotations for which JUnit would run the method too.

    /** Supports parameters of runs that other annotations cause, to refuse them with a message: they have no values. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return isOurs(parameter)
                && context.getTestMethod().flatMap(Dimensions::whatIsBeside).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Method test = context.getRequiredTestMethod();
        throw new ParameterResolutionException(
                refusal(test, whatIsBeside(test).orElse("")).getMessage());
    }

    private static boolean isOurs(ParameterContext parameter) {
        Class<?> type = parameter.getParameter().getType();
        return ALL.stream().anyMatch(each -> each.isFor(type));
    }

    private static Optional<String> whatIsBeside(Method test) {
        if (AnnotationSupport.isAnnotated(test, Test.class)) {
            return Optional.of("@Test beside it would run the test once more, without a value. Leave @Test out.");
        }
        return Arrays.stream(test.getAnnotations())
                .map(Annotation::annotationType)
                .filter(Dimensions::isForeignTemplate)
                .findFirst()
                .map(other ->
                        "@" + other.getSimpleName() + " beside it would run the test too, without a value, and not once"
                                + " for each. Leave it out; arguments can come from @ParameterizedClass on the class.");
    }

    private static boolean isForeignTemplate(Class<? extends Annotation> annotation) {
        return AnnotationSupport.isAnnotated(annotation, TestTemplate.class)
                && ALL.stream()
                        .map(Dimension::annotation)
                        .noneMatch(own -> annotation == own || AnnotationSupport.isAnnotated(annotation, own));
    }

    private static ExtensionConfigurationException refusal(Method test, String what) {
        Dimension first = ALL.stream()
                .filter(each -> AnnotationSupport.isAnnotated(test, each.annotation()))
                .findFirst()
                .orElseThrow();
        return refusal(first, test, what);
    }

    private static ExtensionConfigurationException refusal(Dimension dimension, Method test, String what) {
        return new ExtensionConfigurationException(
                "@" + dimension.annotation().getSimpleName() + " on [" + Titles.of(test) + "]: " + what);
    }
}
