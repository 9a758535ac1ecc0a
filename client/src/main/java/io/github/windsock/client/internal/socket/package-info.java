/** One socket's connection: its frames, its closing handshake and its threads. A page does not see any of it. */
@NullMarked
package io.github.windsock.client.internal.socket;

import org.jspecify.annotations.NullMarked;
