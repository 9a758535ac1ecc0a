/** URLs as the URL Standard tells browsers to read them, and the names in them. */
@NullMarked
package io.github.windsock.client.internal.url;

import org.jspecify.annotations.NullMarked;
