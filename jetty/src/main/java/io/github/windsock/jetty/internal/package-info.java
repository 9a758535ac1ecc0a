/** Runs a server on a real Jetty, through its public API only. Internal; may change in any release. */
@NullMarked
package io.github.windsock.jetty.internal;

import org.jspecify.annotations.NullMarked;
