/** The live console: what happens as a stream of events, what the page may do to a connection, and what it can copy. */
@NullMarked
package io.github.windsock.standalone.console;

import org.jspecify.annotations.NullMarked;
