package io.github.windsock.junit;

/**
 * One value of a dimension.
 *
 * @param value the value for a parameter of a fitting type
 * @param name the name in the display name
 */
record DimensionValue(Object value, String name) {}
