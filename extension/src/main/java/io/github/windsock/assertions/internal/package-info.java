/** What Windsock's other rooms use of the assertions. Not for users: it may change in any release. */
@NullMarked
package io.github.windsock.assertions.internal;

import org.jspecify.annotations.NullMarked;
