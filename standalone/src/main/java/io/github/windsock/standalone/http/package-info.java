/** HTTP and URLs: access, the page, and the behaviors of URLs. */
@NullMarked
package io.github.windsock.standalone.http;

import org.jspecify.annotations.NullMarked;
