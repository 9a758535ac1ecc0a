package io.github.windsock.junit;

/**
 * One value of a dimension.
 *
 * @param value what a parameter gets, if it can hold it
 * @param name for the display name
 */
record DimensionValue(Object value, String name) {}
