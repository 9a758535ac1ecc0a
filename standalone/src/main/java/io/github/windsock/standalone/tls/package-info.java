/** What the server speaks TLS with: the user's files, or a certificate made on this machine. */
@NullMarked
package io.github.windsock.standalone.tls;

import org.jspecify.annotations.NullMarked;
