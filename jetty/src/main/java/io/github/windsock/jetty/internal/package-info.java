/**
 * How a real Jetty plays the server: everything by Jetty's public API, and nothing of it overridden. Not for users; it may
 * change in any release.
 */
@NullMarked
package io.github.windsock.jetty.internal;

import org.jspecify.annotations.NullMarked;
