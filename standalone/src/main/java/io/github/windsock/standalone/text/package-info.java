/** What the program says in two languages, and how it shows what strangers sent. */
@NullMarked
package io.github.windsock.standalone.text;

import org.jspecify.annotations.NullMarked;
