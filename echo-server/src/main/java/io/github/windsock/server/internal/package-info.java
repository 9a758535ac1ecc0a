/**
 * The implementation of the server, and the access for Windsock's other modules. Internal: it may change in any
 * release.
 */
@NullMarked
package io.github.windsock.server.internal;

import org.jspecify.annotations.NullMarked;
