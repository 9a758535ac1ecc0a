/** URLs and host names, parsed as in the URL Standard. */
@NullMarked
package io.github.windsock.client.internal.url;

import org.jspecify.annotations.NullMarked;
