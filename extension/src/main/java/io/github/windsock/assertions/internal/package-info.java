/** The part of the assertions that other modules use. Internal; may change in any release. */
@NullMarked
package io.github.windsock.assertions.internal;

import org.jspecify.annotations.NullMarked;
