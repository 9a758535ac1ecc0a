/** The texts of the program in two languages, and the escaping of text from outside. */
@NullMarked
package io.github.windsock.standalone.text;

import org.jspecify.annotations.NullMarked;
