/** The part of the JUnit extension that other modules of Windsock use. Internal; may change in any release. */
@NullMarked
package io.github.windsock.junit.internal;

import org.jspecify.annotations.NullMarked;
