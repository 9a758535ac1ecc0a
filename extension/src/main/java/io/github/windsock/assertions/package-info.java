/**
 * Assertions that wait on the journal: {@link io.github.windsock.assertions.WebSocketAssertions}.
 *
 * <p>They work with any test framework: nothing here needs JUnit Jupiter.
 */
@NullMarked
package io.github.windsock.assertions;

import org.jspecify.annotations.NullMarked;
