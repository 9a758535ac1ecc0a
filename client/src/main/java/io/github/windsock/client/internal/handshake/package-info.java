/** The opening handshake: a browser's request, and how its answer is read and checked. */
@NullMarked
package io.github.windsock.client.internal.handshake;

import org.jspecify.annotations.NullMarked;
