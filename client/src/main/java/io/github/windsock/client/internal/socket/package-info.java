/** One socket's connection, without what a page sees of it: its frames, its closing, its threads. */
@NullMarked
package io.github.windsock.client.internal.socket;

import org.jspecify.annotations.NullMarked;
