/**
 * The other end of this project's own tests: clients and servers of bare sockets, and the cases of RFC 6455 and RFC 7692 for
 * both roles. Written independently of what it tests, which it never imports.
 */
@NullMarked
package io.github.windsock.testkit;

import org.jspecify.annotations.NullMarked;
