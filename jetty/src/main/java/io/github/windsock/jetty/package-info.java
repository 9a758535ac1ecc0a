/**
 * Runs the server on a real Jetty, to test whether a client works with a server that is used in production.
 *
 * <p>Tests select it with {@link io.github.windsock.jetty.JettyEngine}.
 */
@NullMarked
package io.github.windsock.jetty;

import org.jspecify.annotations.NullMarked;
