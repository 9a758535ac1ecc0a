/**
 * The echo server as a program: command line, behaviors by URL, and a page with a live console. Only {@link
 * io.github.windsock.standalone.Main} is meant to be called from Java.
 */
@NullMarked
package io.github.windsock.standalone;

import org.jspecify.annotations.NullMarked;
