/** The bridge between payloads and Windsock's own code. Not for users. */
@NullMarked
package io.github.windsock.internal;

import org.jspecify.annotations.NullMarked;
