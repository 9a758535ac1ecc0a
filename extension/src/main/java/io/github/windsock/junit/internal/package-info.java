/** What other modules of Windsock may use of the JUnit extension. Not for users: it may change with any version. */
@NullMarked
package io.github.windsock.junit.internal;

import org.jspecify.annotations.NullMarked;
