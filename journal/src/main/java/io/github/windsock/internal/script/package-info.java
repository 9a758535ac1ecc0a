/**
 * Scripts: their steps, checks of them, the position while one is played, and script files. Internal: it may change in
 * any release.
 */
@NullMarked
package io.github.windsock.internal.script;

import org.jspecify.annotations.NullMarked;
