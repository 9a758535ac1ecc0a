package io.github.windsock.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

/**
 * A set of values with each of which an annotated test runs. To add one, write a class and list it in {@link
 * Dimensions}; its annotation needs {@code @TestTemplate} and {@code @ExtendWith(Dimensions.class)}.
 */
interface Dimension {

    /** Returns the annotation that selects this dimension. */
    Class<? extends Annotation> annotation();

    /**
     * Returns the values for an annotated test.
     *
     * @param test the method
     * @return the values, at least one
     * @throws IllegalArgumentException if the annotation makes no sense on this test; the message says what to do
     *     instead
     */
    List<DimensionValue> values(Method test);

    /** Returns whether parameters of that type get the values. */
    boolean isFor(Class<?> parameter);
}
