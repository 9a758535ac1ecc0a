/**
 * The echo server as a program: command line, behaviors by URL, a page that explains them. Nothing here is meant to be
 * called from Java but {@link io.github.windsock.standalone.Main}.
 */
@NullMarked
package io.github.windsock.standalone;

import org.jspecify.annotations.NullMarked;
