/** The log on the terminal: for people, or as JSON. */
@NullMarked
package io.github.windsock.standalone.log;

import org.jspecify.annotations.NullMarked;
