/**
 * Scripts as values: their steps, what makes sense among them, how far one has come, and the file that holds one. Not for
 * users: it may change in any release.
 */
@NullMarked
package io.github.windsock.internal.script;

import org.jspecify.annotations.NullMarked;
