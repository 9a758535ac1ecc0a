/** Creates certificates for tests. Internal: it may change in any release. */
@NullMarked
package io.github.windsock.server.internal.tls;

import org.jspecify.annotations.NullMarked;
