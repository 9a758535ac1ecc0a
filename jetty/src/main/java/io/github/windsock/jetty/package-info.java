/**
 * A real Jetty under the same annotation, as a second opinion: does your client work with a server that people deploy?
 *
 * <p>{@link io.github.windsock.jetty.JettyEngine} is what tests name.
 */
@NullMarked
package io.github.windsock.jetty;

import org.jspecify.annotations.NullMarked;
