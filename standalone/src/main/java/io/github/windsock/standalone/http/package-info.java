/** What is said by HTTP and by URL: who may ask, the page, and the behavior that a URL names. */
@NullMarked
package io.github.windsock.standalone.http;

import org.jspecify.annotations.NullMarked;
