/** Matchers for JSON messages: {@link io.github.windsock.json.JsonMatchers}. */
@NullMarked
package io.github.windsock.json;

import org.jspecify.annotations.NullMarked;
