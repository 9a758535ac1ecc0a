/**
 * The command line: commands, options, and the service that {@code serve} starts. The only package that imports
 * picocli.
 */
@NullMarked
package io.github.windsock.standalone.cli;

import org.jspecify.annotations.NullMarked;
