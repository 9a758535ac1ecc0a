/** The command line: options and commands, and the server that {@code serve} starts from them. The only importer of picocli. */
@NullMarked
package io.github.windsock.standalone.cli;

import org.jspecify.annotations.NullMarked;
