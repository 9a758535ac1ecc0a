/**
 * Parses and prints durations, text, columns and JSON. Internal: it may change in any release.
 */
@NullMarked
package io.github.windsock.internal.text;

import org.jspecify.annotations.NullMarked;
