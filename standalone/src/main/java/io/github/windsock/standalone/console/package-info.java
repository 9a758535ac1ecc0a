/** The live console: the stream of events, the commands for connections, and the generated tests. */
@NullMarked
package io.github.windsock.standalone.console;

import org.jspecify.annotations.NullMarked;
