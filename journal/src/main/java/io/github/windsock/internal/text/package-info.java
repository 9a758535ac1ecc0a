/**
 * How Windsock reads and prints durations, foreign text, columns and JSON. Not for users: it may change in any release.
 */
@NullMarked
package io.github.windsock.internal.text;

import org.jspecify.annotations.NullMarked;
