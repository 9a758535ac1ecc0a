/** The assertions for AssertJ: {@link io.github.windsock.assertj.WindsockAssertions}. */
@NullMarked
package io.github.windsock.assertj;

import org.jspecify.annotations.NullMarked;
