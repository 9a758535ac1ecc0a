/** The bridge for Windsock's other modules, and the rooms behind the server. Not for users, and it may change in any release. */
@NullMarked
package io.github.windsock.server.internal;

import org.jspecify.annotations.NullMarked;
