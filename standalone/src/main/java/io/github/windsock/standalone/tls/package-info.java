/** The server's certificate: from the user's files, or created on this machine. */
@NullMarked
package io.github.windsock.standalone.tls;

import org.jspecify.annotations.NullMarked;
