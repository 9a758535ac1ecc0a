package io.github.windsock.internal.text;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists and arrays that a user gives as an argument. */
public final class Elements {
    private Elements() {}

    /**
     * Returns a copy of a list.
     *
     * @param values the list
     * @param name the name of the argument
     * @return an immutable copy
     * @throws NullPointerException if the list or an element of it is null; it says which
     */
    public static <T> List<T> copyOf(List<? extends T> values, String name) {
        requirePresent(values, name);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null) {
                throw new NullPointerException(name + " element " + i + " must not be null");
            }
        }
        return List.copyOf(values);
    }

    /**
     * Returns a copy of an array.
     *
     * @param values the array
     * @param name the name of the argument
     * @return an immutable copy
     * @throws NullPointerException if the array or an element of it is null; it says which
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> List<T> copyOf(String name, T... values) {
        requirePresent(values, name);
        return copyOf(Arrays.asList(values), name);
    }

    private static void requirePresent(@Nullable Object value, String name) {
        if (value == null) { // the message is made only then
            throw new NullPointerException(name + " must not be null");
        }
    }
}
