package io.github.windsock.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

/**
 * What a test is run with every value of, because an annotation on it says so. A new one is a class and a place in
 * {@link Dimensions}; its annotation bears {@code @TestTemplate} and {@code @ExtendWith(Dimensions.class)}.
 */
interface Dimension {

    /** Returns the annotation that asks for it. */
    Class<? extends Annotation> annotation();

    /**
     * Returns the values for a test on which the annotation stands.
     *
     * @param test the method
     * @return at least one
     * @throws IllegalArgumentException if what is said makes no sense: what is wrong, and what to do
     */
    List<DimensionValue> values(Method test);

    /** Returns whether parameters of that type are given its values. */
    boolean isFor(Class<?> parameter);
}
