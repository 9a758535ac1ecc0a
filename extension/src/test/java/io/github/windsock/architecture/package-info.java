/** Who may know whom. */
@NullMarked
package io.github.windsock.architecture;

import org.jspecify.annotations.NullMarked;
