/** Gives Windsock's modules access to what is not public in {@code Payload}. Internal. */
@NullMarked
package io.github.windsock.internal;

import org.jspecify.annotations.NullMarked;
